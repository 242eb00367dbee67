// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BroadcastToOptionsT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.ConcatenationOptionsT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.PadOptionsT;
import io.lanewise.tflite.schema.ReshapeOptionsT;
import io.lanewise.tflite.schema.SliceOptionsT;
import io.lanewise.tflite.schema.StridedSliceOptionsT;
import io.lanewise.tflite.schema.TransposeOptionsT;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that move elements without computing. */
record MovementWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(BroadcastTo.class, this::broadcast);
        table.add(Concatenation.class, this::concatenation);
        table.add(Pad.class, this::pad);
        table.add(Reshape.class, this::reshape);
        table.add(Slice.class, this::slice);
        table.add(Transpose.class, this::transpose);
    }

    private OperatorT broadcast(BroadcastTo operator) {
        int[] dims = encoding.shape(operator.output()).dims();
        return encoding.operator(
                operator,
                BuiltinOperator.BROADCAST_TO,
                encoding.version(operator, 2, 2, 3),
                BuiltinOptions.BroadcastToOptions,
                new BroadcastToOptionsT(),
                encoding.parameter(operator, "shape", Shape.of(dims.length), dims));
    }

    private OperatorT concatenation(Concatenation operator) {
        ConcatenationOptionsT options = new ConcatenationOptionsT();
        options.setAxis(operator.axis());
        options.setFusedActivationFunction(Encoding.code(operator.activation()));
        return encoding.operator(
                operator,
                BuiltinOperator.CONCATENATION,
                encoding.version(operator, 1, 2, 3),
                BuiltinOptions.ConcatenationOptions,
                options);
    }

    private OperatorT pad(Pad operator) {
        int rank = operator.before().size();
        int[] paddings = IntStream.range(0, rank)
                .flatMap(d ->
                        IntStream.of(operator.before().get(d), operator.after().get(d)))
                .toArray();
        int version = rank > 4 ? 4 : encoding.version(operator, 1, 2, 3);
        return encoding.operator(
                operator,
                BuiltinOperator.PAD,
                version,
                BuiltinOptions.PadOptions,
                new PadOptionsT(),
                encoding.parameter(operator, "paddings", Shape.of(rank, 2), paddings));
    }

    private OperatorT reshape(Reshape operator) {
        int[] dims = encoding.shape(operator.output()).dims();
        ReshapeOptionsT options = new ReshapeOptionsT();
        options.setNewShape(dims);
        return encoding.operator(
                operator,
                BuiltinOperator.RESHAPE,
                1,
                BuiltinOptions.ReshapeOptions,
                options,
                encoding.parameter(operator, "shape", Shape.of(dims.length), dims));
    }

    private OperatorT slice(Slice operator) {
        List<Integer> size =
                IntStream.of(encoding.shape(operator.output()).dims()).boxed().toList();
        boolean deep = size.size() > 4;
        int begin = encoding.parameter(operator, "begin", operator.begin());
        if (operator.strides().stream().allMatch(stride -> stride == 1)) {
            int version = encoding.version(operator, deep ? 5 : 1, 2, deep ? 5 : 4);
            return encoding.operator(
                    operator,
                    BuiltinOperator.SLICE,
                    version,
                    BuiltinOptions.SliceOptions,
                    new SliceOptionsT(),
                    begin,
                    encoding.parameter(operator, "size", size));
        }
        // Backwards to the first cell the end is -1, which files can only say by a mask.
        List<Integer> end = new ArrayList<>();
        StridedSliceOptionsT options = new StridedSliceOptionsT();
        for (int d = 0; d < size.size(); d++) {
            end.add(operator.begin().get(d) + size.get(d) * operator.strides().get(d));
            options.setEndMask(options.getEndMask() | (end.get(d) < 0 ? 1 << d : 0));
        }
        int version = encoding.version(operator, deep ? 4 : 1, 2, deep ? 4 : 1);
        return encoding.operator(
                operator,
                BuiltinOperator.STRIDED_SLICE,
                version,
                BuiltinOptions.StridedSliceOptions,
                options,
                begin,
                encoding.parameter(operator, "end", end),
                encoding.parameter(operator, "strides", operator.strides()));
    }

    private OperatorT transpose(Transpose operator) {
        int rank = operator.permutation().size();
        int version = encoding.version(operator, rank > 5 ? 6 : rank > 4 ? 4 : 1, 2, rank > 5 ? 6 : 5);
        return encoding.operator(
                operator,
                BuiltinOperator.TRANSPOSE,
                version,
                BuiltinOptions.TransposeOptions,
                new TransposeOptionsT(),
                encoding.parameter(operator, "permutation", operator.permutation()));
    }
}
