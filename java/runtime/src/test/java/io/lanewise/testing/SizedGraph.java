// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A graph of given sizes with random weights under construction, for benchmarks: in int8 or, without the quantizations,
 * in float32.
 */
public final class SizedGraph {
    /** Activations of both signs. */
    static final Quantization SIGNED = Quantization.perTensor(0.05f, -3);
    /** What TFLite fixes for softmax and logistic. */
    static final Quantization PROBABILITY = Quantization.perTensor(1f / 256, -128);

    static final Quantization OTHER = Quantization.perTensor(0.07f, 5);
    private static final float WEIGHT_SCALE = 0.002f;

    private final DataType type;
    private final GraphBuilder graph;

    public SizedGraph(String name, DataType type) {
        this.type = type;
        graph = new GraphBuilder(name);
    }

    /** An input of the graph's type. */
    public int input(Shape shape) {
        return input(type, shape, SIGNED);
    }

    /** An input of any type. */
    public int input(DataType inputType, Shape shape, Quantization quantization) {
        return graph.input(inputType, quantization, shape.dims());
    }

    int activation(Shape shape, Quantization quantization) {
        return activation(type, shape, quantization);
    }

    int activation(DataType activationType, Shape shape, Quantization quantization) {
        return graph.activation(activationType, quantization, shape.dims());
    }

    /** Constant int32 positions below a limit, in no order. */
    int positions(int limit, int... dims) {
        Shape shape = Shape.of(dims);
        ByteBuffer values =
                ByteBuffer.allocate(shape.elements() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(3);
        while (values.hasRemaining()) {
            values.putInt(random.nextInt(limit));
        }
        return graph.constant("positions" + graph.size(), DataType.INT32, null, values.flip(), dims);
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
        Quantization quantization = channelAxis < 0
                ? scales(WEIGHT_SCALE, 1, -1)
                : scales(WEIGHT_SCALE, shape.dim(channelAxis), channelAxis);
        return graph.constant("weights" + graph.size(), type, quantization, values.flip(), shape.dims());
    }

    /** A bias of zeros for such weights behind this input. */
    int bias(int input, int channels, boolean perChannel) {
        ByteBuffer zeros = ByteBuffer.allocate(channels * Integer.BYTES);
        if (type != DataType.INT8) {
            return graph.constant("bias" + graph.size(), type, null, zeros, channels);
        }
        float unit = graph.tensor(input).quantization().scale() * WEIGHT_SCALE;
        Quantization quantization = perChannel ? scales(unit, channels, 0) : scales(unit, 1, -1);
        return graph.constant("bias" + graph.size(), DataType.INT32, quantization, zeros, channels);
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
        graph.add(operator);
    }

    /** The shape of a tensor. */
    public Shape shape(int tensor) {
        return graph.shape(tensor);
    }

    /** What the last operator writes comes out. */
    public Graph build() {
        List<Operator> operators = graph.operators();
        return graph.build(operators.get(operators.size() - 1).outputs());
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
