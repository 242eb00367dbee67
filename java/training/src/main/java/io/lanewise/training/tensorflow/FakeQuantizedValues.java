// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantization.Dequantization;
import io.lanewise.quantizer.conversion.BiasQuantizer;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Values of an integer graph as the reals that they stand for: whatever has a scale there is rounded to a multiple of
 * it here, and clamped to what its integers reach. Gradients pass the rounding as they are, and stop at the clamp.
 * Biases stay in full precision, which is finer than 2^-31 of what they reach.
 */
final class FakeQuantizedValues implements Values {
    private final Graph graph;
    private final Variables variables;
    private final WeightScales scales;
    private final Map<Integer, WeightedOperator> readersOfWeights = new HashMap<>();
    private final Map<Integer, WeightedOperator> readersOfBiases = new HashMap<>();

    FakeQuantizedValues(Graph graph, Variables variables, WeightScales scales) {
        this.graph = graph;
        this.variables = variables;
        this.scales = scales;
        graph.operators().forEach(operator -> {
            if (operator instanceof WeightedOperator layer) {
                readersOfWeights.put(layer.weights(), layer);
                if (graph.tensor(layer.input()).quantization() != null) {
                    readersOfBiases.put(layer.bias(), layer);
                }
            }
        });
    }

    @Override
    public Operand<TFloat32> constant(Ops tf, int index, Tensor constant) {
        if (readersOfBiases.containsKey(index)) {
            return tf.math.mul(
                    variables.of(index, constant.shape()), tf.constant(unitOfBias(readersOfBiases.get(index))));
        }
        if (readersOfWeights.containsKey(index)) {
            // Weights are symmetric: the lowest integer is left out.
            int largest = largest(constant);
            return FakeQuantization.of(
                    tf,
                    tf.math.mul(variables.of(index, constant.shape()), WeightScales.fixed(tf, constant)),
                    scales.of(tf, index, requireScales(constant), largest),
                    -largest,
                    largest);
        }
        float[] reals = constant.type() == DataType.FLOAT32 ? constant.floats() : Dequantization.floats(constant);
        return Floats.constant(tf, constant.shape(), reals);
    }

    @Override
    public Operand<TFloat32> activation(Ops tf, Tensor tensor, Operand<TFloat32> value) {
        if (tensor.type() == DataType.FLOAT32) {
            return value;
        }
        int zeroPoint = requireScales(tensor).quantization().zeroPoint();
        int largest = largest(tensor);
        return FakeQuantization.of(
                tf, value, WeightScales.fixed(tf, tensor), -largest - 1 - zeroPoint, largest - zeroPoint);
    }

    private static Tensor requireScales(Tensor tensor) {
        Quantization quantization = tensor.quantization();
        Translation.require(
                quantization != null && !quantization.isPerBlock() && !quantization.isCodebook(),
                tensor + " has no scale for each channel, or for all");
        return tensor;
    }

    private static int largest(Tensor tensor) {
        return switch (tensor.type()) {
            case INT4 -> 7;
            case INT8 -> 127;
            case INT16 -> 32767;
            default -> throw new IllegalArgumentException(tensor + " is not what training writes");
        };
    }

    @Override
    public List<Variable> variables() {
        List<Variable> all = new ArrayList<>(variables.all());
        all.addAll(scales.variables());
        return all;
    }

    @Override
    public void start(Session session) {
        scales.start(session);
        for (int index : variables.indices()) {
            Tensor constant = graph.tensor(index);
            WeightedOperator layer = readersOfBiases.get(index);
            float[] reals = layer == null
                    ? Dequantization.floats(constant)
                    : TrainedIntegers.realsOfBias(
                            constant,
                            sumScales(layer, graph.tensor(layer.weights()).quantization()));
            variables.set(session, index, scaled(reals, constant, layer, true));
        }
    }

    @Override
    public Map<Integer, Tensor> trained(Session session) {
        Map<Integer, Tensor> trained = new HashMap<>();
        for (int index : variables.indices()) {
            Tensor constant = graph.tensor(index);
            WeightedOperator layer = readersOfBiases.get(index);
            float[] reals = scaled(variables.get(session, index), constant, layer, false);
            trained.put(
                    index,
                    layer == null
                            ? TrainedIntegers.ofWeights(
                                    constant, scales.trained(session, index, constant), reals, largest(constant))
                            : TrainedIntegers.ofBias(
                                    constant,
                                    sumScales(
                                            layer,
                                            scales.trained(session, layer.weights(), graph.tensor(layer.weights()))),
                                    reals));
        }
        return trained;
    }

    /** Those of a layer's sums, which are its bias's own, whatever that says. */
    private Quantization sumScales(WeightedOperator layer, Quantization weights) {
        return BiasQuantizer.quantization(
                graph.tensor(layer.input()).quantization().scale(), weights);
    }

    /**
     * A variable in reals, or the inverse. Variables count steps, so that one learning rate suits layers of all sizes:
     * those of weights the steps that they began with, those of biases the steps of what their layer writes.
     */
    private float[] scaled(float[] values, Tensor constant, WeightedOperator biased, boolean inverse) {
        float[] result = new float[values.length];
        IntUnaryOperator channelOf = biased == null ? constant.quantization().channelOf(constant.shape()) : i -> 0;
        for (int i = 0; i < values.length; i++) {
            float unit = biased == null ? constant.quantization().scale(channelOf.applyAsInt(i)) : unitOfBias(biased);
            result[i] = inverse ? values[i] / unit : values[i] * unit;
        }
        return result;
    }

    private float unitOfBias(WeightedOperator layer) {
        Quantization output = graph.tensor(layer.output()).quantization();
        return output != null
                ? output.scale()
                : graph.tensor(layer.input()).quantization().scale();
    }
}
