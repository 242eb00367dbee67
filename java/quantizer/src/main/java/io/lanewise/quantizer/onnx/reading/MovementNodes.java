// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Nodes that change a value's dimensions. */
final class MovementNodes {

    private MovementNodes() {}

    static void addTo(NodeTable table) {
        table.add("Concat", MovementNodes::concat);
        table.add("DepthToSpace", ImageRole.IMAGE, MovementNodes::depthToSpace);
        table.add("Expand", MovementNodes::expand);
        table.add("Flatten", MovementNodes::flatten);
        table.add("Reshape", MovementNodes::reshape);
        table.add("SpaceToDepth", ImageRole.IMAGE, MovementNodes::spaceToDepth);
        table.add("Squeeze", MovementNodes::squeeze);
        table.add("Tile", MovementNodes::tile);
        table.add("Transpose", MovementNodes::transpose);
        table.add("Unsqueeze", MovementNodes::unsqueeze);
    }

    private static Value reshape(Node node, Emission emission) {
        Computed x = node.computed(0);
        return new Layout(emission).reshape(x, reshaped(node, x.dims()));
    }

    /** The sizes that Reshape asks for: 0 means the input's, -1 what is left. */
    static int[] reshaped(Node node, int[] from) {
        int[] dims = node.integers("shape", 1);
        Refusal.unless(dims != null, "has no shape");
        dims = dims.clone();
        long known = 1;
        int open = -1;
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] == 0 && node.integer("allowzero", 0) == 0) {
                Refusal.unless(d < from.length, "copies dimension %d of %s", d, Arrays.toString(from));
                dims[d] = from[d];
            }
            Refusal.unless(dims[d] >= -1 && (dims[d] >= 0 || open < 0), "shape %s", Arrays.toString(dims));
            if (dims[d] < 0) {
                open = d;
            } else {
                known *= dims[d];
            }
        }
        if (open >= 0) {
            int all = Literal.elements(from);
            Refusal.unless(
                    known > 0 && all % known == 0,
                    "cannot reshape %s to %s",
                    Arrays.toString(from),
                    Arrays.toString(dims));
            dims[open] = (int) (all / known);
        }
        return dims;
    }

    private static Value flatten(Node node, Emission emission) {
        Computed x = node.computed(0);
        int axis = node.integer("axis", 1);
        int split = axis == x.rank() ? axis : Node.axis(axis, x.rank());
        int rows = Literal.elements(Arrays.copyOf(x.dims(), split));
        return new Layout(emission).reshape(x, rows, Literal.elements(x.dims()) / rows);
    }

    private static Value squeeze(Node node, Emission emission) {
        Computed x = node.computed(0);
        return new Layout(emission).reshape(x, squeezed(node, x.dims()));
    }

    static int[] squeezed(Node node, int[] from) {
        int[] axes = node.integers("axes", 1);
        boolean[] gone = new boolean[from.length];
        if (axes == null) {
            axes = IntStream.range(0, from.length).filter(d -> from[d] == 1).toArray();
        }
        for (int axis : axes) {
            gone[Node.axis(axis, from.length)] = true;
        }
        return IntStream.range(0, from.length)
                .filter(d -> !gone[d])
                .map(d -> from[d])
                .toArray();
    }

    private static Value unsqueeze(Node node, Emission emission) {
        Computed x = node.computed(0);
        return new Layout(emission).reshape(x, unsqueezed(node, x.dims()));
    }

    static int[] unsqueezed(Node node, int[] from) {
        int[] axes = node.integers("axes", 1);
        Refusal.unless(axes != null && axes.length <= 16, "has no axes, or too many");
        int[] dims = new int[from.length + axes.length];
        for (int axis : axes) {
            dims[Node.axis(axis, dims.length)] = 1;
        }
        int next = 0;
        for (int d = 0; d < dims.length; d++) {
            Refusal.unless(dims[d] == 1 || next < from.length, "names an axis twice");
            dims[d] = dims[d] == 1 ? 1 : from[next++];
        }
        return dims;
    }

    private static Value transpose(Node node, Emission emission) {
        Computed x = node.computed(0);
        return Layout.transpose(x, permutation(node, x.rank()));
    }

    static int[] permutation(Node node, int rank) {
        int[] backwards = IntStream.range(0, rank).map(d -> rank - 1 - d).toArray();
        int[] permutation = node.integers("perm", backwards);
        Refusal.unless(
                Arrays.equals(IntStream.of(permutation).sorted().toArray(), Orders.identity(rank)),
                "perm %s for %d dimensions",
                Arrays.toString(permutation),
                rank);
        return permutation;
    }

    private static Value concat(Node node, Emission emission) {
        for (int i = 0; i < node.inputCount(); i++) {
            node.input(i);
        }
        return new Layout(emission)
                .concatenate(
                        node.inputs(),
                        Node.axis(node.integer("axis", 0), node.input(0).rank()));
    }

    private static Value expand(Node node, Emission emission) {
        Computed x = node.computed(0);
        int[] target = Strides.broadcastDims(x.dims(), node.literal(1).ints());
        Layout layout = new Layout(emission);
        int[] wide = new int[target.length];
        Arrays.fill(wide, 1);
        System.arraycopy(x.dims(), 0, wide, wide.length - x.rank(), x.rank());
        Computed result = layout.reshape(x, wide);
        for (int d = 0; d < target.length; d++) {
            result = wide[d] == target[d] ? result : layout.repeat(result, d, target[d]);
        }
        return result;
    }

    private static Value tile(Node node, Emission emission) {
        Computed result = node.computed(0);
        int[] repeats = node.literal(1).ints();
        Refusal.unless(repeats.length == result.rank(), "%d repeats for %s", repeats.length, result);
        for (int d = 0; d < repeats.length; d++) {
            result = new Layout(emission).repeat(result, d, repeats[d]);
        }
        return result;
    }

    /** Blocks of channels become blocks of the image: DCR takes the block's place first, CRD the channel. */
    private static Value depthToSpace(Node node, Emission emission) {
        Computed x = node.computed(0);
        int block = node.integer("blocksize", 0);
        int[] d = x.dims();
        Refusal.unless(x.rank() == 4 && block > 0 && d[1] % (block * block) == 0, "blocks of %d of %s", block, x);
        Layout layout = new Layout(emission);
        int channels = d[1] / (block * block);
        boolean placeFirst = node.text("mode", "DCR").equals("DCR");
        Computed split = placeFirst
                ? layout.reshape(x, d[0], block, block, channels, d[2], d[3])
                : layout.reshape(x, d[0], channels, block, block, d[2], d[3]);
        Computed moved =
                Layout.transpose(split, placeFirst ? new int[] {0, 3, 4, 1, 5, 2} : new int[] {0, 1, 4, 2, 5, 3});
        return layout.reshape(moved, d[0], channels, d[2] * block, d[3] * block);
    }

    private static Value spaceToDepth(Node node, Emission emission) {
        Computed x = node.computed(0);
        int block = node.integer("blocksize", 0);
        int[] d = x.dims();
        Refusal.unless(
                x.rank() == 4 && block > 0 && d[2] % block == 0 && d[3] % block == 0, "blocks of %d of %s", block, x);
        Layout layout = new Layout(emission);
        Computed split = layout.reshape(x, d[0], d[1], d[2] / block, block, d[3] / block, block);
        Computed moved = Layout.transpose(split, new int[] {0, 3, 5, 1, 2, 4});
        return layout.reshape(moved, d[0], d[1] * block * block, d[2] / block, d[3] / block);
    }
}
