// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The constants of a convolution or fully connected operator.
 *
 * @param values int8, or float32 as float activations, little-endian, in the operator's weight layout
 * @param bias int32, int64 or float32 [output channels], little-endian; null where the operator has none
 */
public record Weights(ByteBuffer values, ByteBuffer bias) {

    /**
     * The constants of an operator; the weights' layout is its kind's.
     *
     * @throws ModelException if they are no constants of the type and size that the input asks for
     */
    public static Weights of(Graph graph, int operatorIndex, WeightedOperator operator) {
        int weights = operator.weights();
        int bias = operator.bias();
        int channelAxis = operator.channelAxis();
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Arithmetic arithmetic = Arithmetic.of(graph, operatorIndex);
        context.require(graph.tensor(weights).isConstant(), "weights %s must be a constant", graph.tensor(weights));
        if (arithmetic != Arithmetic.FLOAT32 || graph.tensor(weights).type() != DataType.INT8) {
            context.requireType(weights, arithmetic.weightType());
        }
        if (bias < 0) {
            return new Weights(graph.tensor(weights).data(), null);
        }
        context.require(graph.tensor(bias).isConstant(), "bias %s must be a constant", graph.tensor(bias));
        context.requireType(bias, arithmetic.biasType());
        Shape shape = graph.tensor(weights).shape();
        context.require(channelAxis < shape.rank() && graph.tensor(bias).shape().elements() == shape.dim(channelAxis),
                "bias %s does not fit weights %s", graph.tensor(bias), graph.tensor(weights));
        return new Weights(graph.tensor(weights).data(), graph.tensor(bias).data());
    }

    /** A copy of int8 weights. */
    public byte[] int8Values() {
        byte[] copy = new byte[values.remaining()];
        values.duplicate().get(copy);
        return copy;
    }

    /** A copy of float weights. */
    public float[] floatValues() {
        return floats(values);
    }

    /** A copy of the int32 bias; zeros where there is none. */
    public int[] int32Bias(int channels) {
        int[] copy = new int[channels];
        if (bias != null) {
            bias.duplicate().order(bias.order()).asIntBuffer().get(copy);
        }
        return copy;
    }

    /** A copy of the int32 or int64 bias; zeros where there is none. */
    public long[] integerBias(int channels) {
        if (bias == null || bias.remaining() == channels * Integer.BYTES) {
            return Arrays.stream(int32Bias(channels)).asLongStream().toArray();
        }
        long[] copy = new long[channels];
        bias.duplicate().order(bias.order()).asLongBuffer().get(copy);
        return copy;
    }

    /** A copy of the float bias; zeros where there is none. */
    public float[] floatBias(int channels) {
        return bias == null ? new float[channels] : floats(bias);
    }

    private static float[] floats(ByteBuffer source) {
        float[] copy = new float[source.remaining() / Float.BYTES];
        source.duplicate().order(source.order()).asFloatBuffer().get(copy);
        return copy;
    }
}
