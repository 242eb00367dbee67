// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.MirrorPadMode;
import io.lanewise.tflite.schema.MirrorPadOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The same cells several times, or backwards. */
final class RepetitionReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.MIRROR_PAD, BuiltinOperator.REVERSE_V2, BuiltinOperator.TILE -> 3;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return switch (source.code()) {
            case BuiltinOperator.MIRROR_PAD -> mirrorPad(source);
            case BuiltinOperator.REVERSE_V2 -> reverse(source);
            case BuiltinOperator.TILE -> tile(source);
            default -> throw source.unknown();
        };
    }

    /** Each dimension becomes two, of which the first is repeated. */
    private static List<Operator> tile(OperatorSource source) {
        int input = source.input(0);
        Shape shape = source.tensor(input).shape();
        List<Integer> multiples = source.integers(1);
        Problem.unless(multiples.size() == shape.rank(), "%d multiples of %s", multiples.size(), shape);
        int[] once = new int[2 * shape.rank()];
        int[] often = new int[2 * shape.rank()];
        for (int d = 0; d < shape.rank(); d++) {
            once[2 * d] = 1;
            once[2 * d + 1] = shape.dim(d);
            often[2 * d] = multiples.get(d);
            often[2 * d + 1] = shape.dim(d);
        }
        int split = source.temporary(input, once);
        int repeated = source.temporary(input, often);
        return List.of(
                new Reshape(input, split), new BroadcastTo(split, repeated), new Reshape(repeated, source.output()));
    }

    private static List<Operator> reverse(OperatorSource source) {
        int[] dims = source.tensor(source.input(0)).shape().dims();
        List<Integer> begin = new ArrayList<>(Collections.nCopies(dims.length, 0));
        List<Integer> strides = new ArrayList<>(Collections.nCopies(dims.length, 1));
        for (int named : source.integers(1)) {
            int axis = source.axis(named, dims.length);
            begin.set(axis, Math.max(0, dims[axis] - 1));
            strides.set(axis, -1);
        }
        source.requireShape(source.output(), dims);
        return List.of(new Slice(source.input(0), source.output(), begin, strides));
    }

    /** Axis after axis, cells from its edges are laid around it backwards. */
    private static List<Operator> mirrorPad(OperatorSource source) {
        MirrorPadOptions options = source.options(BuiltinOptions.MirrorPadOptions, new MirrorPadOptions());
        // REFLECT leaves out the edge itself.
        int edge = options.mode() == MirrorPadMode.REFLECT ? 1 : 0;
        int last = source.input(0);
        int[] dims = source.tensor(last).shape().dims();
        List<Integer> paddings = source.integers(1);
        Problem.unless(
                paddings.size() == 2 * dims.length, "%d paddings of %d dimensions", paddings.size(), dims.length);
        int lastPadded = IntStream.range(0, paddings.size())
                        .filter(i -> paddings.get(i) > 0)
                        .max()
                        .orElse(-1)
                / 2;
        List<Operator> operators = new ArrayList<>();
        for (int d = 0; d < dims.length; d++) {
            int before = paddings.get(2 * d);
            int after = paddings.get(2 * d + 1);
            int cells = dims[d];
            Problem.unless(
                    Math.min(before, after) >= 0 && Math.max(before, after) <= Math.max(0, cells - edge),
                    "pads %d cells of dimension %d by %d and %d",
                    cells,
                    d,
                    before,
                    after);
            if (before + after > 0) {
                List<Integer> parts = new ArrayList<>();
                parts.addAll(mirrored(source, operators, last, d, before, before - 1 + edge));
                parts.add(last);
                parts.addAll(mirrored(source, operators, last, d, after, cells - 1 - edge));
                dims[d] = cells + before + after;
                last = d == lastPadded ? source.output() : source.temporary(last, dims);
                operators.add(new Concatenation(parts, last, d, Activation.NONE));
            }
        }
        source.requireShape(source.output(), dims);
        return operators.isEmpty() ? List.of(new Reshape(last, source.output())) : operators;
    }

    /** So many cells along a dimension, backwards from one; nothing if there are none. */
    private static List<Integer> mirrored(
            OperatorSource source, List<Operator> operators, int input, int dimension, int count, int from) {
        if (count == 0) {
            return List.of();
        }
        int[] dims = source.tensor(input).shape().dims();
        dims[dimension] = count;
        List<Integer> begin = new ArrayList<>(Collections.nCopies(dims.length, 0));
        List<Integer> strides = new ArrayList<>(Collections.nCopies(dims.length, 1));
        begin.set(dimension, from);
        strides.set(dimension, -1);
        int part = source.temporary(input, dims);
        operators.add(new Slice(input, part, begin, strides));
        return List.of(part);
    }
}
