// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantization.Dequantization;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.TrainerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Values of an integer graph as the reals that they stand for: whatever has a scale there is rounded to a multiple of
 * it here, and clamped to what its integers reach. Biases are rounded to those of sums, which are coarse where weights
 * have few bits. Variables count steps, so that one learning rate suits layers of all sizes: those of weights the steps
 * that they began with, those of biases the steps of what their layer writes.
 */
final class FakeQuantizedValues implements Values {
    private final Graph graph;
    private final Variables variables;
    private final WeightScales weightScales;
    private final ActivationScales activationScales;
    private final Masks masks;
    private final Set<Integer> weights = new HashSet<>();
    private final Map<Integer, Operand<TFloat32>> latents = new HashMap<>();
    private final Map<Integer, Operand<TFloat32>> scalesOfWeights = new HashMap<>();
    private final Map<Integer, WeightedOperator> readersOfBiases = new HashMap<>();

    FakeQuantizedValues(Graph graph, Variables variables, TrainerSettings settings) {
        this.graph = graph;
        this.variables = variables;
        this.weightScales = new WeightScales(variables.tf(), settings.ranges());
        this.activationScales = switch (settings.ranges()) {
            case FIXED -> new FixedScales(variables.tf(), graph);
            case TRACKED -> new TrackedScales(variables.tf(), graph);
            case LEARNED -> new LearnedScales(variables.tf(), graph);
        };
        this.masks = new Masks(settings.masks());
        graph.operators().forEach(operator -> {
            if (operator instanceof WeightedOperator layer) {
                weights.add(layer.weights());
                if (graph.tensor(layer.input()).quantization() != null) {
                    readersOfBiases.put(layer.bias(), layer);
                }
            }
        });
    }

    @Override
    public Operand<TFloat32> constant(Ops tf, int index, Tensor constant) {
        if (readersOfBiases.containsKey(index)) {
            return bias(tf, index, constant, readersOfBiases.get(index));
        }
        if (weights.contains(index)) {
            return Grid.ofWeights(tf, scaleOfWeights(tf, index), constant.type())
                    .round(tf, latent(tf, index));
        }
        float[] reals = constant.type() == DataType.FLOAT32 ? constant.floats() : Dequantization.floats(constant);
        return Floats.constant(tf, constant.shape(), reals);
    }

    private Operand<TFloat32> bias(Ops tf, int index, Tensor constant, WeightedOperator layer) {
        var reals = tf.math.mul(variables.of(index, constant.shape()), tf.constant(unitOfBias(layer)));
        var scale = tf.math.mul(
                flat(tf, activationScales.of(layer.input()).scale()), flat(tf, scaleOfWeights(tf, layer.weights())));
        return tf.math.mul(tf.math.round(tf.math.div(reals, tf.stopGradient(scale))), tf.stopGradient(scale));
    }

    /** Weights before they are rounded. */
    private Operand<TFloat32> latent(Ops tf, int index) {
        Tensor constant = Grid.requireScales(graph.tensor(index));
        return latents.computeIfAbsent(
                index,
                absent -> tf.math.mul(
                        masks.of(tf, constant, variables.of(index, constant.shape())), Grid.scales(tf, constant)));
    }

    private Operand<TFloat32> scaleOfWeights(Ops tf, int index) {
        Operand<TFloat32> latent = latent(tf, index);
        return scalesOfWeights.computeIfAbsent(index, absent -> weightScales.of(index, graph.tensor(index), latent));
    }

    @Override
    public Operand<TFloat32> activation(Ops tf, int index, Operand<TFloat32> value) {
        if (graph.tensor(index).type() == DataType.FLOAT32) {
            return value;
        }
        activationScales.observe(index, value);
        return activationScales.of(index).round(tf, value);
    }

    @Override
    public Operand<TFloat32> requantized(
            Ops tf, int index, Operand<TFloat32> value, Requantization requantization, boolean nonNegative) {
        DataType type = graph.tensor(index).type();
        if (type == DataType.FLOAT32) {
            return value;
        }
        Operand<TFloat32> step = activationScales.of(index).scale();
        Operand<TFloat32> multiplier = tf.math.reciprocal(flat(tf, step));
        for (int factor : requantization.factors()) {
            multiplier = tf.math.mul(multiplier, flat(tf, scaleOf(tf, factor)));
        }
        return type == DataType.INT16 && requantization.wide()
                ? KernelRounding.onceBySixteenBits(tf, value, multiplier)
                : KernelRounding.twice(tf, value, multiplier, requantization.elements(), flat(tf, step), nonNegative);
    }

    private Operand<TFloat32> scaleOf(Ops tf, int index) {
        if (weights.contains(index)) {
            return scaleOfWeights(tf, index);
        }
        Tensor tensor = graph.tensor(index);
        return tensor.isConstant()
                ? Grid.scales(tf, Grid.requireScales(tensor))
                : activationScales.of(index).scale();
    }

    private static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> scale) {
        return tf.reshape(scale, tf.constant(new int[] {-1}));
    }

    @Override
    public List<Variable> variables() {
        List<Variable> all = new ArrayList<>(variables.all());
        all.addAll(weightScales.variables());
        all.addAll(activationScales.variables());
        return all;
    }

    @Override
    public List<Variables> memories() {
        List<Variables> all = new ArrayList<>(List.of(variables, weightScales.memory()));
        all.addAll(activationScales.memories());
        return all;
    }

    @Override
    public List<Op> tracking() {
        return activationScales.tracking();
    }

    @Override
    public void watch(Oscillations oscillations) {
        Ops tf = variables.tf();
        for (int index : weights) {
            Tensor constant = graph.tensor(index);
            if (constant.type() == DataType.INT4) {
                Grid grid = Grid.ofWeights(tf, scaleOfWeights(tf, index), constant.type());
                Operand<TFloat32> rounded = tf.math.div(grid.round(tf, latent(tf, index)), grid.scale());
                oscillations.add(
                        index,
                        variables.variable(index, constant.shape()),
                        tf.math.round(rounded),
                        integers -> tf.math.div(tf.math.mul(integers, grid.scale()), Grid.scales(tf, constant)));
            }
        }
    }

    @Override
    public void start(Session session) {
        weightScales.start(session);
        activationScales.start(session);
        for (int index : variables.indices()) {
            Tensor constant = graph.tensor(index);
            WeightedOperator layer = readersOfBiases.get(index);
            float[] reals = layer == null
                    ? Dequantization.floats(constant)
                    : TrainedIntegers.realsOfBias(
                            constant,
                            TrainedIntegers.scalesOfBias(
                                    graph.tensor(layer.input()).quantization(),
                                    graph.tensor(layer.weights()).quantization()));
            variables.set(session, index, StepUnits.inSteps(reals, constant, unit(layer)));
        }
    }

    @Override
    public Map<Integer, Tensor> trained(Session session) {
        Map<Integer, Tensor> trained = new HashMap<>();
        Map<Integer, Quantization> moved = activationScales.trained(session);
        moved.forEach((index, quantization) -> {
            Tensor tensor = graph.tensor(index);
            trained.put(index, new Tensor(tensor.name(), tensor.type(), tensor.shape(), quantization, tensor.data()));
        });
        for (int index : variables.indices()) {
            Tensor constant = graph.tensor(index);
            WeightedOperator layer = readersOfBiases.get(index);
            float[] reals =
                    StepUnits.inReals(masks.apply(constant, variables.get(session, index)), constant, unit(layer));
            if (layer == null) {
                trained.put(
                        index,
                        TrainedIntegers.ofWeights(constant, weightScales.trained(session, index, constant), reals));
            } else {
                Quantization input = moved.getOrDefault(
                        layer.input(), graph.tensor(layer.input()).quantization());
                Quantization ofWeights = weightScales.trained(session, layer.weights(), graph.tensor(layer.weights()));
                trained.put(
                        index, TrainedIntegers.ofBias(constant, TrainedIntegers.scalesOfBias(input, ofWeights), reals));
            }
        }
        return trained;
    }

    /** What a variable counts; null for the scales of the constant itself. */
    private Float unit(WeightedOperator biased) {
        return biased == null ? null : unitOfBias(biased);
    }

    private float unitOfBias(WeightedOperator layer) {
        Quantization output = graph.tensor(layer.output()).quantization();
        return output != null
                ? output.scale()
                : graph.tensor(layer.input()).quantization().scale();
    }
}
