// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Makes a graph of one operator from random choices; the same seed gives the same graph. */
public final class SampleBuilder {
    private final Random random;
    private final DataType type;
    private final DataType weightType;
    private final GraphBuilder graph = new GraphBuilder("sample");
    /** Of inputs that hold indices: below what they are. */
    private final Map<Integer, Integer> limits = new HashMap<>();

    private boolean positive;

    SampleBuilder(Random random, Form form) {
        this.random = random;
        this.type = form.activations;
        this.weightType = form.weights;
    }

    /** Inputs are above 0; int8 ones, whose zero points are even, odd. */
    SampleBuilder positive() {
        positive = true;
        return this;
    }

    /** Whether activations are int16. */
    boolean isWide() {
        return type == DataType.INT16;
    }

    /** Whether activations are integers that stand for themselves. */
    boolean isWhole() {
        return type == DataType.INT32;
    }

    /** Whether activations are integers that stand for reals. */
    boolean isQuantized() {
        return type == DataType.INT8 || isWide();
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

    private int zeroPoint() {
        return isWide()
                ? 0
                : switch (random.nextInt(5)) {
                    case 0 -> -128;
                    case 1 -> 127;
                    case 2 -> 0;
                    default -> between(-128, 127);
                };
    }

    Quantization perTensor(float scale) {
        return Quantization.perTensor(scale, zeroPoint() & (positive ? -2 : -1));
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
        return graph.input("t" + graph.size(), type, scaled(type, quantization), dims);
    }

    /** Integers from 0 to below a limit, or truths of limit 2, that the case's inputs fill. */
    int indices(DataType indexType, int limit, int... dims) {
        limits.put(graph.size(), limit);
        return graph.input("t" + graph.size(), indexType, null, dims);
    }

    /** Integers that stand for themselves have no scale. */
    private static Quantization scaled(DataType type, Quantization quantization) {
        return type == DataType.INT8 || type == DataType.INT16 || type == DataType.INT4 ? quantization : null;
    }

    int output(Quantization quantization, int... dims) {
        return output(type, quantization, dims);
    }

    /** The same of another type. */
    int output(DataType other, Quantization quantization, int... dims) {
        return graph.activation("t" + graph.size(), other, scaled(other, quantization), dims);
    }

    int floatInput(int... dims) {
        return graph.input("t" + graph.size(), dims);
    }

    int floatOutput(int... dims) {
        return graph.activation("t" + graph.size(), dims);
    }

    /** A constant that is read as an activation. */
    int constant(Quantization quantization, int... dims) {
        return constant(
                "constant",
                type,
                scaled(type, quantization),
                elements(type, Shape.of(dims).elements()),
                dims);
    }

    /** Values of any kind, the lowest of the type among them. */
    int weights(Quantization quantization, int... dims) {
        int elements = Shape.of(dims).elements();
        byte[] values =
                weightType == DataType.FLOAT32 ? floats(elements) : bytes(Math.toIntExact(weightType.bytes(elements)));
        return constant("weights", weightType, scaled(weightType, quantization), values, dims);
    }

    /** Biases from -20000 to 20000, for int16 activations 256 times as far. */
    int bias(Quantization quantization, int channels) {
        if (type == DataType.FLOAT32) {
            return constant("bias", type, null, elements(type, channels), channels);
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
        return constant("bias", biasType, quantization, data.array(), channels);
    }

    /** Integers of a type, as {@link #bytes}. */
    private byte[] elements(DataType elementType, int count) {
        if (elementType == DataType.INT8) {
            return bytes(count);
        }
        if (elementType == DataType.FLOAT32) {
            return floats(count);
        }
        if (elementType == DataType.INT32) {
            return ints(count);
        }
        if (elementType == DataType.BOOL) {
            return below(elementType, 2, count);
        }
        ByteBuffer data = ByteBuffer.allocate(Short.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        int kind = random.nextInt(8);
        while (data.hasRemaining()) {
            short value = switch (kind) {
                case 0 -> Short.MIN_VALUE;
                case 1 -> oneIn(2) ? Short.MIN_VALUE : Short.MAX_VALUE;
                case 2 -> (short) between(-300, 300);
                default -> (short) random.nextInt(1 << 16);
            };
            data.putShort(positive ? (short) (value & Short.MAX_VALUE | 1) : value);
        }
        return data.array();
    }

    /** Small ones, among which some are equal, or of any size. */
    private byte[] ints(int count) {
        ByteBuffer data = ByteBuffer.allocate(Integer.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        boolean small = !oneIn(4);
        while (data.hasRemaining()) {
            int value = small ? between(-9, 9) : random.nextInt(1 << 24) - (1 << 23);
            data.putInt(positive ? Math.abs(value) + 1 : value);
        }
        return data.array();
    }

    private byte[] below(DataType indexType, int limit, int count) {
        ByteBuffer data = ByteBuffer.allocate(indexType.bytes() * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            int index = random.nextInt(limit);
            switch (indexType) {
                case INT64 -> data.putLong(index);
                case INT32 -> data.putInt(index);
                case INT16 -> data.putShort((short) index);
                default -> data.put((byte) index);
            }
        }
        return data.array();
    }

    /** Even, or mostly at the ends of the range, or all at the lowest value, where products are largest. */
    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        int kind = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            bytes[i] = switch (kind) {
                case 0 -> -128;
                case 1 -> (byte) (oneIn(2) ? -128 : 127);
                case 2 -> (byte) between(-3, 3);
                default -> (byte) random.nextInt(256);
            };
            bytes[i] |= (byte) (positive ? 1 : 0);
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
            float value = (middle + (float) random.nextGaussian()) * spread + 0f;
            data.putFloat(positive ? Math.abs(value) + 0.01f : value);
        }
        return data.array();
    }

    /** Values for a float input: up to a little beyond what integers hold at this scale, and exact ties. */
    private float real(Quantization target) {
        int wider = isWide() ? 256 : 1;
        float q = oneIn(4) ? between(-140 * wider, 140 * wider) + 0.5f : (random.nextFloat() - 0.5f) * 600 * wider;
        return (q - target.zeroPoint()) * target.scale();
    }

    /** A record of inputs for the graph. */
    byte[] inputs(Graph built) {
        ByteArrayOutputStream inputs = new ByteArrayOutputStream();
        for (int input : built.inputs()) {
            Tensor tensor = built.tensor(input);
            inputs.writeBytes(
                    limits.containsKey(input)
                            ? below(
                                    tensor.type(),
                                    limits.get(input),
                                    tensor.shape().elements())
                            : draw(tensor, built.tensor(built.outputs().get(0))));
        }
        return inputs.toByteArray();
    }

    private byte[] draw(Tensor input, Tensor output) {
        if (input.type() != DataType.FLOAT32 || output.quantization() == null) {
            return elements(input.type(), input.shape().elements());
        }
        ByteBuffer floats = ByteBuffer.allocate(Math.toIntExact(input.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            floats.putFloat(real(output.quantization()));
        }
        return floats.array();
    }

    Graph build(Operator operator) {
        return graph.graph(operator);
    }

    private int constant(String name, DataType constantType, Quantization quantization, byte[] values, int... dims) {
        return graph.constant(
                name,
                constantType,
                constantType == DataType.FLOAT32 || constantType == DataType.BOOL ? null : quantization,
                ByteBuffer.wrap(values),
                dims);
    }
}
