// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes that take parts of a value, or put it into a larger one. */
final class SliceNodes {

    private SliceNodes() {}

    static void addTo(NodeTable table) {
        table.add("Pad", ImageRole.TRANSPARENT, SliceNodes::pad);
        table.add("Slice", SliceNodes::slice);
        table.addSeveral("Split", SliceNodes::split);
    }

    /** Which cells of each dimension: {@code sizes[d]} from {@code begin[d]} by {@code steps[d]}. */
    record Part(int[] begin, int[] steps, int[] sizes) {

        /** Starts, ends, axes and steps are attributes before opset 10 and inputs since. */
        static Part of(Node node, int[] dims) {
            int[] starts = node.integers("starts", 1);
            int[] ends = node.integers("ends", 2);
            Refusal.unless(
                    starts != null && ends != null && starts.length == ends.length, "starts and ends do not match");
            int[] axes = node.integers("axes", 3);
            int[] steps = node.hasInput(4) ? node.literal(4).ints() : null;
            int[] begin = new int[dims.length];
            int[] by = new int[dims.length];
            Arrays.fill(by, 1);
            int[] sizes = dims.clone();
            for (int i = 0; i < starts.length; i++) {
                int axis = Node.axis(axes == null ? i : axes[i], dims.length);
                by[axis] = steps == null ? 1 : steps[i];
                Refusal.unless(by[axis] != 0, "a step of 0");
                boolean forwards = by[axis] > 0;
                int from = clamp(starts[i], dims[axis], forwards ? 0 : -1, forwards ? dims[axis] : dims[axis] - 1);
                int to = clamp(ends[i], dims[axis], forwards ? 0 : -1, forwards ? dims[axis] : dims[axis] - 1);
                begin[axis] = from;
                long cells = forwards
                        ? ((long) to - from + by[axis] - 1) / by[axis]
                        : ((long) from - to - by[axis] - 1) / -(long) by[axis];
                sizes[axis] = (int) Math.max(0, cells);
            }
            return new Part(begin, by, sizes);
        }

        /** Counted from the end where negative, then within bounds. */
        private static int clamp(int index, int size, int low, int high) {
            long counted = index < 0 ? (long) index + size : index;
            return (int) Math.max(low, Math.min(high, counted));
        }
    }

    private static Value slice(Node node, Emission emission) {
        Computed x = node.computed(0);
        Part part = Part.of(node, x.dims());
        return new Layout(emission).slice(x, part.begin, part.steps, part.sizes);
    }

    /** One result for each output: sizes are given, or as equal as {@code num_outputs} allows. */
    private static List<Value> split(Node node, Emission emission) {
        Computed x = node.computed(0);
        int axis = Node.axis(node.integer("axis", 0), x.rank());
        int size = x.dims()[axis];
        int count = node.outputCount();
        int[] given = node.integers("split", 1);
        int part = (size + count - 1) / count;
        int[] sizes = given != null
                ? given
                : IntStream.range(0, count)
                        .map(i -> Math.min(part, size - i * part))
                        .toArray();
        Refusal.unless(
                sizes.length == count
                        && IntStream.of(sizes).allMatch(s -> s > 0)
                        && IntStream.of(sizes).sum() == size,
                "parts of %s do not make up %d",
                Arrays.toString(sizes),
                size);
        List<Value> parts = new ArrayList<>();
        int begin = 0;
        for (int s : sizes) {
            parts.add(new Layout(emission).slice(x, axis, begin, s));
            begin += s;
        }
        return parts;
    }

    /** Places that are known: slices, side by side where they are several. */
    static Value taken(Computed x, Literal indices, int givenAxis, Emission emission) {
        int axis = Node.axis(givenAxis, x.rank());
        Refusal.unless(indices.elements() >= 1 && indices.elements() <= 4096, "takes %d places", indices.elements());
        Layout layout = new Layout(emission);
        List<Value> parts = new ArrayList<>();
        for (int index : indices.ints()) {
            parts.add(layout.slice(x, axis, Node.axis(index, x.dims()[axis]), 1));
        }
        Computed taken = parts.size() == 1 ? (Computed) parts.get(0) : layout.concatenate(parts, axis);
        int[] dims = new int[x.rank() - 1 + indices.rank()];
        System.arraycopy(x.dims(), 0, dims, 0, axis);
        System.arraycopy(indices.dims(), 0, dims, axis, indices.rank());
        System.arraycopy(x.dims(), axis + 1, dims, axis + indices.rank(), x.rank() - 1 - axis);
        return layout.reshape(taken, dims);
    }

    /** Pads are an attribute before opset 11 and an input since; a negative one cuts. */
    private static Value pad(Node node, Emission emission) {
        Computed x = node.computed(0);
        int rank = x.rank();
        int[] pads = node.integers("pads", 1);
        int[] axes = node.hasInput(3) ? node.literal(3).ints() : Orders.identity(rank);
        Refusal.unless(pads != null && pads.length == 2 * axes.length, "pads do not fit %d dimensions", axes.length);
        int[] before = new int[rank];
        int[] after = new int[rank];
        for (int i = 0; i < axes.length; i++) {
            before[Node.axis(axes[i], rank)] = pads[i];
            after[Node.axis(axes[i], rank)] = pads[axes.length + i];
        }
        Computed cut = cut(new Layout(emission), x, before, after);
        float value = node.hasInput(2) ? node.literal(2).single() : node.real("value", 0);
        return switch (node.text("mode", "constant")) {
            case "constant" -> constant(emission, cut, before, after, value);
            case "reflect" -> mirrored(emission, cut, before, after, 1);
            case "edge" -> mirrored(emission, cut, before, after, 0);
            default -> throw new Refusal("mode " + node.text("mode", "") + " is not supported");
        };
    }

    /** Takes off what is negative, and leaves 0 there. */
    private static Computed cut(Layout layout, Computed x, int[] before, int[] after) {
        int[] begin = new int[x.rank()];
        int[] sizes = x.dims().clone();
        for (int d = 0; d < sizes.length; d++) {
            begin[d] = Math.max(0, -before[d]);
            sizes[d] += Math.min(0, before[d]) + Math.min(0, after[d]);
            before[d] = Math.max(0, before[d]);
            after[d] = Math.max(0, after[d]);
        }
        return layout.slice(
                x, begin, IntStream.generate(() -> 1).limit(sizes.length).toArray(), sizes);
    }

    /** Graphs pad with 0, so that another value is subtracted before and added again. */
    private static Computed constant(Emission emission, Computed x, int[] before, int[] after, float value) {
        Elementwise e = new Elementwise(emission);
        Computed shifted = value == 0 ? x : e.add(x, -value);
        Computed padded = new Layout(emission).pad(shifted, before, after);
        return value == 0 ? padded : e.add(padded, value);
    }

    /**
     * Cells of the value itself around it: the row after the border outwards ({@code skip} 1), or the border ({@code
     * skip} 0).
     */
    private static Computed mirrored(Emission emission, Computed x, int[] before, int[] after, int skip) {
        Layout layout = new Layout(emission);
        Computed result = x;
        for (int d = 0; d < before.length; d++) {
            int size = result.dims()[d];
            Refusal.unless(
                    Math.max(before[d], after[d]) <= 1024 && (skip == 0 || Math.max(before[d], after[d]) < size),
                    "pads %d and %d of %d cells",
                    before[d],
                    after[d],
                    size);
            List<Value> parts = new ArrayList<>();
            for (int i = before[d]; i > 0; i--) {
                parts.add(layout.slice(result, d, skip * i, 1));
            }
            parts.addAll(Collections.singleton(result));
            for (int i = 1; i <= after[d]; i++) {
                parts.add(layout.slice(result, d, size - 1 - skip * i, 1));
            }
            result = parts.size() == 1 ? result : layout.concatenate(parts, d);
        }
        return result;
    }
}
