// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
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
     * The constants of a layer: of float activations float32, or int8 to be multiplied with inputs quantized at run
     * time; of int8 activations int8 and an int32 bias, of int16 int8 and an int64 bias.
     *
     * @throws IllegalArgumentException if they are no constants of the type and size that the input asks for
     */
    public static Weights of(Layer layer) {
        Tensor weights = layer.weights();
        Tensor bias = layer.bias();
        DataType input = layer.input().type();
        Require.that(weights.isConstant(), "weights %s must be a constant", weights);
        if (input != DataType.FLOAT32 || weights.type() != DataType.INT8) {
            Require.type(weights, input == DataType.FLOAT32 ? DataType.FLOAT32 : DataType.INT8);
        }
        if (bias == null) {
            return new Weights(weights.data(), null);
        }
        Require.that(bias.isConstant(), "bias %s must be a constant", bias);
        Require.type(
                bias,
                input == DataType.FLOAT32
                        ? DataType.FLOAT32
                        : input == DataType.INT16 ? DataType.INT64 : DataType.INT32);
        Require.that(
                layer.channelAxis() < weights.shape().rank() && bias.shape().elements() == layer.channels(),
                "bias %s does not fit weights %s",
                bias,
                weights);
        return new Weights(weights.data(), bias.data());
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
