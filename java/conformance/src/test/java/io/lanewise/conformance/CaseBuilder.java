// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.graph.Activation;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Tensor;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes a graph of one operator from random choices; the same seed gives the same graph. */
final class CaseBuilder {
    private final Random random;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();

    CaseBuilder(Random random) {
        this.random = random;
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
        return switch (random.nextInt(5)) {
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

    /** An int8 tensor that the case's inputs fill. */
    int input(Quantization quantization, int... dims) {
        inputs.add(output(quantization, dims));
        return inputs.get(inputs.size() - 1);
    }

    int output(Quantization quantization, int... dims) {
        return add(new Tensor("t" + tensors.size(), DataType.INT8, Shape.of(dims), quantization, null));
    }

    int floatInput(int... dims) {
        inputs.add(floatOutput(dims));
        return inputs.get(inputs.size() - 1);
    }

    int floatOutput(int... dims) {
        return add(new Tensor("t" + tensors.size(), DataType.FLOAT32, Shape.of(dims), null, null));
    }

    /** Int8 values of any kind, -128 among them. */
    int weights(Quantization quantization, int... dims) {
        Shape shape = Shape.of(dims);
        return add(new Tensor("weights", DataType.INT8, shape, quantization, ByteBuffer.wrap(bytes(shape.elements()))));
    }

    /** Biases from -20000 to 20000. */
    int bias(Quantization quantization, int channels) {
        ByteBuffer data = ByteBuffer.allocate(Integer.BYTES * channels).order(ByteOrder.LITTLE_ENDIAN);
        for (int c = 0; c < channels; c++) {
            data.putInt(Integer.BYTES * c, between(-20000, 20000));
        }
        return add(new Tensor("bias", DataType.INT32, Shape.of(channels), quantization, data));
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

    Tensor tensor(int index) {
        return tensors.get(index);
    }

    /** Values for a float input: up to a little beyond what int8 holds at this scale, and exact ties. */
    float real(Quantization target) {
        float q = oneIn(4) ? between(-140, 140) + 0.5f : (random.nextFloat() - 0.5f) * 600;
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
