// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.PackOptions;
import io.lanewise.tflite.schema.UnpackOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tensors cut into parts along an axis, each a slice, and put together of parts. */
final class PartsReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.PACK, BuiltinOperator.SPLIT, BuiltinOperator.UNPACK -> 4;
            case BuiltinOperator.SPLIT_V -> 2;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return switch (source.code()) {
            case BuiltinOperator.PACK -> pack(source);
            case BuiltinOperator.SPLIT -> split(source);
            case BuiltinOperator.SPLIT_V -> splitByLengths(source);
            case BuiltinOperator.UNPACK -> unpack(source);
            default -> throw source.unknown();
        };
    }

    /** Inputs get a dimension of one cell, in which they lie side by side. */
    private static List<Operator> pack(OperatorSource source) {
        PackOptions options = source.options(BuiltinOptions.PackOptions, new PackOptions());
        Shape part = source.tensor(source.input(0)).shape();
        int axis = source.axis(options.axis(), part.rank() + 1);
        int[] dims = new int[part.rank() + 1];
        for (int d = 0; d < dims.length; d++) {
            dims[d] = d < axis ? part.dim(d) : d == axis ? 1 : part.dim(d - 1);
        }
        List<Operator> operators = new ArrayList<>();
        List<Integer> parts = new ArrayList<>();
        for (int input : source.inputs()) {
            int widened = source.temporary(input, dims);
            operators.add(new Reshape(input, widened));
            parts.add(widened);
        }
        operators.add(new Concatenation(parts, source.output(), axis, Activation.NONE));
        return operators;
    }

    private static List<Operator> split(OperatorSource source) {
        int input = source.input(1);
        Shape shape = source.tensor(input).shape();
        int axis = axis(source, 0, shape);
        int parts = source.outputs().size();
        Problem.unless(
                parts > 0 && shape.dim(axis) % parts == 0, "cuts axis %d of %s into %d parts", axis, shape, parts);
        return slices(source, input, axis, Collections.nCopies(parts, shape.dim(axis) / parts));
    }

    private static List<Operator> splitByLengths(OperatorSource source) {
        int input = source.input(0);
        Shape shape = source.tensor(input).shape();
        int axis = axis(source, 2, shape);
        List<Integer> lengths = new ArrayList<>(source.integers(1));
        int rest = lengths.indexOf(-1);
        long sum = lengths.stream().mapToLong(Integer::longValue).sum();
        if (rest >= 0) {
            lengths.set(rest, (int) (shape.dim(axis) - sum - 1));
            sum = shape.dim(axis);
        }
        Problem.unless(
                lengths.size() == source.outputs().size()
                        && lengths.stream().allMatch(length -> length >= 0)
                        && sum == shape.dim(axis),
                "cuts axis %d of %s into %s for %d outputs",
                axis,
                shape,
                lengths,
                source.outputs().size());
        return slices(source, input, axis, lengths);
    }

    private static List<Operator> slices(OperatorSource source, int input, int axis, List<Integer> lengths) {
        int[] dims = source.tensor(input).shape().dims();
        List<Integer> begin = new ArrayList<>(Collections.nCopies(dims.length, 0));
        List<Operator> operators = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            dims[axis] = lengths.get(i);
            int output = source.outputs().get(i);
            source.requireShape(output, dims);
            operators.add(new Slice(input, output, begin, Collections.nCopies(dims.length, 1)));
            begin.set(axis, begin.get(axis) + lengths.get(i));
        }
        return operators;
    }

    /** Slices of one cell, whose dimension is then left out. */
    private static List<Operator> unpack(OperatorSource source) {
        UnpackOptions options = source.options(BuiltinOptions.UnpackOptions, new UnpackOptions());
        int input = source.input(0);
        int[] dims = source.tensor(input).shape().dims();
        int axis = source.axis(options.axis(), dims.length);
        Problem.unless(
                dims[axis] == source.outputs().size(),
                "makes %d outputs of axis %d of %s",
                source.outputs().size(),
                axis,
                source.tensor(input).shape());
        dims[axis] = 1;
        List<Integer> begin = new ArrayList<>(Collections.nCopies(dims.length, 0));
        List<Operator> operators = new ArrayList<>();
        for (int output : source.outputs()) {
            int cut = source.temporary(input, dims);
            operators.add(new Slice(input, cut, begin, Collections.nCopies(dims.length, 1)));
            operators.add(new Reshape(cut, output));
            begin.set(axis, begin.get(axis) + 1);
        }
        return operators;
    }

    private static int axis(OperatorSource source, int position, Shape shape) {
        List<Integer> axis = source.integers(position);
        Problem.unless(axis.size() == 1, "has %d axes instead of one", axis.size());
        return source.axis(axis.get(0), shape.rank());
    }
}
