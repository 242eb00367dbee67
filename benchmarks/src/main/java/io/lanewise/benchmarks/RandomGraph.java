// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A graph with random weights under construction, in int8 or, without the quantizations, in float32. */
final class RandomGraph {
    /** Activations of both signs. */
    static final Quantization SIGNED = Quantization.perTensor(0.05f, -3);
    private static final float WEIGHT_SCALE = 0.002f;

    private final DataType type;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();

    RandomGraph(DataType type) {
        this.type = type;
    }

    int input(Shape shape) {
        return input(type, shape, SIGNED);
    }

    int input(DataType inputType, Shape shape, Quantization quantization) {
        inputs.add(activation(inputType, shape, quantization));
        return inputs.get(inputs.size() - 1);
    }

    int activation(Shape shape, Quantization quantization) {
        return activation(type, shape, quantization);
    }

    int activation(DataType activationType, Shape shape, Quantization quantization) {
        return append(new Tensor("tensor" + tensors.size(), activationType, shape,
                activationType == DataType.INT8 ? quantization : null, null));
    }

    /** Random weights, in int8 none of them -128, with a scale for each slice along the axis; -1 for one of all. */
    int weights(Shape shape, int channelAxis) {
        ByteBuffer values = ByteBuffer.allocate(shape.elements() * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(1);
        while (values.hasRemaining()) {
            int value = random.nextInt(255) - 127;
            if (type == DataType.INT8) {
                values.put((byte) value);
            } else {
                values.putFloat(value * WEIGHT_SCALE);
            }
        }
        Quantization quantization = channelAxis < 0 ? scales(WEIGHT_SCALE, 1, -1)
                : scales(WEIGHT_SCALE, shape.dim(channelAxis), channelAxis);
        return append(new Tensor("weights" + tensors.size(), type, shape, quantization, values.flip()));
    }

    /** A bias of zeros for such weights behind this input. */
    int bias(int input, int channels, boolean perChannel) {
        ByteBuffer zeros = ByteBuffer.allocate(channels * Integer.BYTES);
        if (type != DataType.INT8) {
            return append(new Tensor("bias" + tensors.size(), type, Shape.of(channels), null, zeros));
        }
        float unit = tensors.get(input).quantization().scale() * WEIGHT_SCALE;
        Quantization quantization = perChannel ? scales(unit, channels, 0) : scales(unit, 1, -1);
        return append(new Tensor("bias" + tensors.size(), DataType.INT32, Shape.of(channels), quantization, zeros));
    }

    /**
     * Puts twice the standard deviation of the sum of so many products at 127 steps from real 0. Input and weights are
     * uniform, so that of one product is about 74 * 73.
     */
    static Quantization spreading(int products, int zeroPoint) {
        double deviation = SIGNED.scale() * WEIGHT_SCALE * 74 * 73 * Math.sqrt(products);
        return Quantization.perTensor((float) (deviation * 2 / 127), zeroPoint);
    }

    void add(Operator operator) {
        operators.add(operator);
    }

    Shape shape(int tensor) {
        return tensors.get(tensor).shape();
    }

    /** What the last operator writes comes out. */
    Graph build(String name) {
        return new Graph(name, tensors, operators, inputs, List.of(operators.get(operators.size() - 1).output()));
    }

    private int append(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private Quantization scales(float scale, int channels, int axis) {
        if (type != DataType.INT8) {
            return null;
        }
        if (axis < 0) {
            return Quantization.perTensor(scale, 0);
        }
        float[] scales = new float[channels];
        Arrays.fill(scales, scale);
        return Quantization.perChannel(scales, new int[channels], axis);
    }
}
