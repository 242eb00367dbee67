// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.BuiltinOperator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** What follows from sizes alone, which a file says of every tensor: constants. */
final class ShapesReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.FILL -> 4;
            case BuiltinOperator.RANGE -> 2;
            case BuiltinOperator.RANK, BuiltinOperator.SHAPE, BuiltinOperator.ZEROS_LIKE -> 1;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return switch (source.code()) {
            case BuiltinOperator.FILL -> fill(source);
            case BuiltinOperator.RANGE -> range(source);
            case BuiltinOperator.RANK ->
                integers(source, source.tensor(source.input(0)).shape().rank());
            case BuiltinOperator.SHAPE ->
                integers(source, source.tensor(source.input(0)).shape().dims());
            case BuiltinOperator.ZEROS_LIKE -> zeros(source);
            default -> throw source.unknown();
        };
    }

    private static List<Operator> integers(OperatorSource source, int... values) {
        int output = source.output();
        if (source.code() == BuiltinOperator.SHAPE) {
            source.reshape(output, Shape.of(values.length));
        }
        Tensor tensor = source.tensor(output);
        boolean fits = (tensor.type() == DataType.INT32 || tensor.type() == DataType.INT64)
                && tensor.shape().elements() == values.length;
        Problem.unless(fits, "gives %d integers, its output is %s", values.length, tensor);
        ByteBuffer data = allocate(source, tensor);
        for (int value : values) {
            if (tensor.type() == DataType.INT64) {
                data.putLong(value);
            } else {
                data.putInt(value);
            }
        }
        source.constant(output, data.flip());
        return List.of();
    }

    /** The sizes are the output's own. */
    private static List<Operator> fill(OperatorSource source) {
        int value = source.input(1);
        int output = source.output();
        Tensor filled = source.tensor(output);
        Tensor one = source.tensor(value);
        Problem.unless(one.shape().elements() == 1, "fills with %s, which is not one value", one);
        if (!one.isConstant() || filled.shape().elements() == 0) {
            return List.of(new BroadcastTo(value, output));
        }
        Problem.unless(one.type() == filled.type(), "fills %s with %s", filled, one);
        ByteBuffer data = allocate(source, filled);
        while (data.hasRemaining()) {
            data.put(one.data());
        }
        source.constant(output, data.flip());
        return List.of();
    }

    /** From a start by steps up to a limit. */
    private static List<Operator> range(OperatorSource source) {
        Tensor output = source.tensor(source.output());
        double start = number(source, 0, output.type());
        double limit = number(source, 1, output.type());
        double step = number(source, 2, output.type());
        double count = Math.ceil(Math.abs((limit - start) / step));
        Problem.unless(
                step != 0
                        && (limit - start) / step >= 0
                        && count == output.shape().elements(),
                "counts from %s to %s by %s, its output is %s",
                start,
                limit,
                step,
                output);
        ByteBuffer data = allocate(source, output);
        float sum = (float) start;
        for (int i = 0; i < count; i++, sum += (float) step) {
            switch (output.type()) {
                case FLOAT32 -> data.putFloat(sum);
                case INT64 -> data.putLong((long) (start + i * step));
                default -> data.putInt((int) (start + i * step));
            }
        }
        source.constant(source.output(), data.flip());
        return List.of();
    }

    /** One number of a type; int64 beyond 2^53, which a double does not hold, is no count. */
    private static double number(OperatorSource source, int position, DataType type) {
        Tensor value = source.tensor(source.input(position));
        boolean known =
                value.isConstant() && value.type() == type && value.shape().elements() == 1;
        Problem.unless(
                known && (type == DataType.FLOAT32 || type.isIndex()),
                "input %d %s must be a constant of its output's type: float32, int32 or int64",
                position,
                value);
        return switch (type) {
            case FLOAT32 -> value.data().getFloat();
            case INT64 -> value.data().getLong();
            default -> value.data().getInt();
        };
    }

    private static List<Operator> zeros(OperatorSource source) {
        Tensor tensor = source.tensor(source.output());
        Problem.unless(
                tensor.shape().equals(source.tensor(source.input(0)).shape()),
                "gives zeros of another shape: %s",
                tensor);
        source.constant(source.output(), allocate(source, tensor));
        return List.of();
    }

    private static ByteBuffer allocate(OperatorSource source, Tensor tensor) {
        source.spend(tensor.bytes());
        return ByteBuffer.allocate((int) tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
