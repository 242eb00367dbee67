// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantization.Dequantization;
import io.lanewise.quantizer.conversion.BiasQuantizer;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Values of an integer graph as the reals that they stand for: whatever has a scale there is rounded to a multiple of
 * it here, and clamped to what its integers reach. Gradients pass the rounding as they are, and stop at the clamp.
 * Biases stay in full precision, which is finer than 2^-31 of what they reach.
 */
final class FakeQuantizedValues implements Values {
    private final Variables variables;
    private final Set<Integer> weights = new HashSet<>();
    /** By bias, the scale of the sums it is added to, which is its own, whatever it says. */
    private final Map<Integer, Quantization> biases = new HashMap<>();

    FakeQuantizedValues(Graph graph, Variables variables) {
        this.variables = variables;
        graph.operators().forEach(operator -> {
            if (operator instanceof WeightedOperator layer) {
                weights.add(layer.weights());
                Quantization input = graph.tensor(layer.input()).quantization();
                Quantization scales = graph.tensor(layer.weights()).quantization();
                if (input != null && scales != null) {
                    biases.put(layer.bias(), BiasQuantizer.quantization(input.scale(), scales));
                }
            }
        });
    }

    @Override
    public Operand<TFloat32> constant(Ops tf, int index, Tensor constant) {
        if (biases.containsKey(index)) {
            return variables.of(index, constant.shape());
        }
        if (weights.contains(index)) {
            // The lowest integer is left out: weights are symmetric.
            return quantized(tf, constant, variables.of(index, constant.shape()), lowest(constant) + 1);
        }
        return tf.constant(Floats.shape(constant.shape()), DataBuffers.of(start(index, constant)));
    }

    @Override
    public Operand<TFloat32> activation(Ops tf, Tensor tensor, Operand<TFloat32> value) {
        return tensor.type() == DataType.FLOAT32 ? value : quantized(tf, tensor, value, lowest(tensor));
    }

    @Override
    public float[] start(int index, Tensor constant) {
        if (constant.type() == DataType.FLOAT32) {
            return constant.floats();
        }
        return biases.containsKey(index) ? sums(constant, biases.get(index)) : Dequantization.floats(constant);
    }

    private static float[] sums(Tensor bias, Quantization scales) {
        float[] reals = new float[bias.shape().elements()];
        for (int c = 0; c < reals.length; c++) {
            long sum = bias.type() == DataType.INT64
                    ? bias.data().getLong(c * Long.BYTES)
                    : bias.data().getInt(c * Integer.BYTES);
            reals[c] = (float) ((double) scales.scale(scales.isPerChannel() ? c : 0) * sum);
        }
        return reals;
    }

    @Override
    public Tensor trained(int index, Tensor constant, float[] variable) {
        if (constant.type() == DataType.FLOAT32) {
            return Tensor.constant(constant.name(), constant.shape(), variable);
        }
        return biases.containsKey(index)
                ? TrainedIntegers.ofBias(constant, biases.get(index), variable)
                : TrainedIntegers.ofWeights(constant, variable, lowest(constant) + 1);
    }

    private static Operand<TFloat32> quantized(Ops tf, Tensor tensor, Operand<TFloat32> value, int lowest) {
        Quantization quantization = tensor.quantization();
        Translation.require(quantization != null && !quantization.isPerBlock(), tensor + " has no scales of its own");
        int zeroPoint = quantization.isPerChannel() ? 0 : quantization.zeroPoint();
        return FakeQuantization.of(
                tf,
                value,
                scales(tf, tensor.shape(), quantization),
                lowest - zeroPoint,
                -lowest(tensor) - 1 - zeroPoint);
    }

    private static int lowest(Tensor tensor) {
        return switch (tensor.type()) {
            case INT4 -> -8;
            case INT8 -> -128;
            case INT16 -> -32768;
            default -> throw new IllegalArgumentException(tensor + " is not what training writes");
        };
    }

    /** One scale, or one for each cell of an axis, in a shape that broadcasts. */
    private static Operand<TFloat32> scales(Ops tf, Shape shape, Quantization quantization) {
        if (!quantization.isPerChannel()) {
            return tf.constant(quantization.scale());
        }
        int[] dims = new int[shape.rank()];
        Arrays.fill(dims, 1);
        dims[quantization.axis()] = quantization.channels();
        float[] scales = new float[quantization.channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = quantization.scale(c);
        }
        return tf.constant(Floats.shape(Shape.of(dims)), DataBuffers.of(scales));
    }
}
