// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes a graph of one operator from random choices; the same seed gives the same graph. */
final class CaseBuilder {
    private final Random random;
    private final DataType type;
    private final DataType weightType;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();

    /** {@code type}: of activations, int8, int16 or, for convolutions, float32. {@code weightType}: int8 or int4. */
    CaseBuilder(Random random, DataType type, DataType weightType) {
        this.random = random;
        this.type = type;
        this.weightType = weightType;
    }

    /** Whether activations are int16. */
    boolean isWide() {
        return type == DataType.INT16;
    }

    /** The scale at which activations reach as far in reals as int8 ones at {@code int8Scale}. */
    float reaching(float int8Scale) {
        return isWide() ? int8Scale / 256 : int8Scale;
    }

    /** From {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    /** Spread evenly over the logarithm. */
    float scale(double low, double high) {
        return (float) Math.exp(Math.log(low) + random.nextDouble() * Math.log(high / low));
    }

    Activation activation() {
        return oneIn(2) ? Activation.NONE : Activation.values()[random.nextInt(Activation.values().length)];
    }

    int zeroPoint() {
        return isWide() ? 0 : switch (random.nextInt(5)) {
            case 0 -> -128;
            case 1 -> 127;
            case 2 -> 0;
            default -> between(-128, 127);
        };
    }

    Quantization perTensor(float scale) {
        return Quantization.perTensor(scale, zeroPoint());
    }

    int[] shape(int rank, int largest) {
        int[] dims = new int[rank];
        for (int d = 0; d < rank; d++) {
            dims[d] = between(1, largest);
        }
        return dims;
    }

    /** An activation that the case's inputs fill. */
    int input(Quantization quantization, int... dims) {
        inputs.add(output(quantization, dims));
        return inputs.get(inputs.size() - 1);
    }

    int output(Quantization quantization, int... dims) {
        return output(type, quantization, dims);
    }

    /** The same of another type. */
    int output(DataType other, Quantization quantization, int... dims) {
        return add(new Tensor("t" + tensors.size(), other, Shape.of(dims), other == DataType.FLOAT32 ? null : quantization,
                null));
    }

    int input(DataType other, Quantization quantization, int... dims) {
        inputs.add(output(other, quantization, dims));
        return inputs.get(inputs.size() - 1);
    }

    /** A constant that is read as an activation. */
    int constant(Quantization quantization, int... dims) {
        Shape shape = Shape.of(dims);
        return add(new Tensor("constant", type, shape, quantization, ByteBuffer.wrap(elements(type, shape.elements()))));
    }

    int floatInput(int... dims) {
        inputs.add(floatOutput(dims));
        return inputs.get(inputs.size() - 1);
    }

    int floatOutput(int... dims) {
        return add(new Tensor("t" + tensors.size(), DataType.FLOAT32, Shape.of(dims), null, null));
    }

    /** Values of any kind, the lowest of the type among them. */
    int weights(Quantization quantization, int... dims) {
        Shape shape = Shape.of(dims);
        byte[] values = bytes(Math.toIntExact(weightType.bytes(shape.elements())));
        return add(new Tensor("weights", weightType, shape, quantization, ByteBuffer.wrap(values)));
    }

    /** Biases from -20000 to 20000, for int16 activations 256 times as far. */
    int bias(Quantization quantization, int channels) {
        if (type == DataType.FLOAT32) {
            return add(new Tensor("bias", type, Shape.of(channels), null, ByteBuffer.wrap(elements(type, channels))));
        }
        DataType biasType = isWide() ? DataType.INT64 : DataType.INT32;
        ByteBuffer data = ByteBuffer.allocate(biasType.bytes() * channels).order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            int bias = between(-20000, 20000);
            if (isWide()) {
                data.putLong(256L * bias);
            } else {
                data.putInt(bias);
            }
        }
        return add(new Tensor("bias", biasType, Shape.of(channels), quantization, data.flip()));
    }

    /** Integers of a type, as {@link #bytes}. */
    byte[] elements(DataType elementType, int count) {
        if (elementType == DataType.INT8) {
            return bytes(count);
        }
        if (elementType == DataType.FLOAT32) {
            return floats(count);
        }
        ByteBuffer data = ByteBuffer.allocate(Short.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        int kind = random.nextInt(8);
        while (data.hasRemaining()) {
            data.putShort(switch (kind) {
                case 0 -> Short.MIN_VALUE;
                case 1 -> oneIn(2) ? Short.MIN_VALUE : Short.MAX_VALUE;
                case 2 -> (short) between(-300, 300);
                default -> (short) random.nextInt(1 << 16);
            });
        }
        return data.array();
    }

    /** Even, or mostly at the ends of the range, or all at the lowest value, where products are largest. */
    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        int kind = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            bytes[i] = switch (kind) {
                case 0 -> -128;
                case 1 -> (byte) (oneIn(2) ? -128 : 127);
                case 2 -> (byte) between(-3, 3);
                default -> (byte) random.nextInt(256);
            };
        }
        return bytes;
    }

    /** Around zero, or to one side of it, or zeros. */
    private byte[] floats(int count) {
        float middle = random.nextInt(3) - 1;
        float spread = oneIn(12) ? 0 : scale(1e-2, 10);
        ByteBuffer data = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            // No negative zero, which a sum would lose.
            data.putFloat((middle + (float) random.nextGaussian()) * spread + 0f);
        }
        return data.array();
    }

    Tensor tensor(int index) {
        return tensors.get(index);
    }

    /** Values for a float input: up to a little beyond what integers hold at this scale, and exact ties. */
    float real(Quantization target) {
        int wider = isWide() ? 256 : 1;
        float q = oneIn(4) ? between(-140 * wider, 140 * wider) + 0.5f : (random.nextFloat() - 0.5f) * 600 * wider;
        return (q - target.zeroPoint()) * target.scale();
    }

    List<Integer> inputs() {
        return inputs;
    }

    Graph build(Operator operator) {
        return new Graph(operator.kind(), tensors, List.of(operator), inputs, List.of(operator.output()));
    }

    private int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }
}
