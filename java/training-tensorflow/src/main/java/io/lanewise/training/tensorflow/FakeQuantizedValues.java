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
    private final RoundedWeights weights;
    private final ActivationScales activationScales;
    /** Null where all activations are rounded in each step. */
    private final DroppedRounding dropped;

    private final Set<Integer> holdWeights = new HashSet<>();
    private final Map<Integer, WeightedOperator> readersOfBiases = new HashMap<>();

    FakeQuantizedValues(Graph graph, Variables variables, TrainerSettings settings) {
        this.graph = graph;
        this.variables = variables;
        this.weights = settings.softRounding() == null
                ? new NearestWeights(graph, variables, settings)
                : new SoftWeights(graph, variables, settings);
        this.activationScales = switch (settings.ranges()) {
            case FIXED -> new FixedScales(variables.tf(), graph);
            case TRACKED -> new TrackedScales(variables.tf(), graph);
            case LEARNED -> new LearnedScales(variables.tf(), graph);
        };
        this.dropped = settings.softRounding() == null ? null : new DroppedRounding(variables.tf());
        graph.operators().forEach(operator -> {
            if (operator instanceof WeightedOperator layer) {
                holdWeights.add(layer.weights());
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
        if (holdWeights.contains(index)) {
            return weights.of(index);
        }
        float[] reals = constant.type() == DataType.FLOAT32 ? constant.floats() : Dequantization.floats(constant);
        return Floats.constant(tf, constant.shape(), reals);
    }

    private Operand<TFloat32> bias(Ops tf, int index, Tensor constant, WeightedOperator layer) {
        var reals = tf.math.mul(variables.of(index, constant.shape()), tf.constant(unitOfBias(layer)));
        var scale = tf.math.mul(
                flat(tf, activationScales.of(layer.input()).scale()), flat(tf, weights.scale(layer.weights())));
        return tf.math.mul(tf.math.round(tf.math.div(reals, tf.stopGradient(scale))), tf.stopGradient(scale));
    }

    @Override
    public Operand<TFloat32> activation(Ops tf, int index, Operand<TFloat32> value) {
        if (graph.tensor(index).type() == DataType.FLOAT32) {
            return value;
        }
        activationScales.observe(index, value);
        Operand<TFloat32> rounded = activationScales.of(index).round(tf, value);
        return dropped == null ? rounded : dropped.of(rounded, value);
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
        if (holdWeights.contains(index)) {
            return weights.scale(index);
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
        all.addAll(weights.scaleVariables());
        all.addAll(activationScales.variables());
        return all;
    }

    @Override
    public List<Variables> memories() {
        List<Variables> all = new ArrayList<>(List.of(variables));
        all.addAll(weights.memories());
        all.addAll(activationScales.memories());
        return all;
    }

    @Override
    public List<Op> tracking() {
        return activationScales.tracking();
    }

    @Override
    public void watch(Oscillations oscillations) {
        weights.watch(oscillations);
    }

    @Override
    public Operand<TFloat32> penalty() {
        return weights.penalty();
    }

    @Override
    public void feed(Feeds feeds, long step, double progress) {
        weights.feed(feeds, progress);
        if (dropped != null) {
            dropped.feed(feeds, step);
        }
    }

    @Override
    public void start(Session session) {
        weights.start(session);
        activationScales.start(session);
        for (int index : variables.indices()) {
            WeightedOperator layer = readersOfBiases.get(index);
            if (layer != null) {
                Tensor constant = graph.tensor(index);
                float[] reals = TrainedIntegers.realsOfBias(
                        constant,
                        TrainedIntegers.scalesOfBias(
                                graph.tensor(layer.input()).quantization(),
                                graph.tensor(layer.weights()).quantization()));
                variables.set(session, index, StepUnits.inSteps(reals, constant, unitOfBias(layer)));
            }
        }
    }

    @Override
    public Map<Integer, Tensor> trained(Session session) {
        Map<Integer, Tensor> trained = new HashMap<>(weights.trained(session));
        Map<Integer, Quantization> moved = activationScales.trained(session);
        moved.forEach((index, quantization) -> {
            Tensor tensor = graph.tensor(index);
            trained.put(index, new Tensor(tensor.name(), tensor.type(), tensor.shape(), quantization, tensor.data()));
        });
        for (int index : variables.indices()) {
            WeightedOperator layer = readersOfBiases.get(index);
            if (layer != null) {
                Tensor constant = graph.tensor(index);
                float[] reals = StepUnits.inReals(variables.get(session, index), constant, unitOfBias(layer));
                Quantization input = moved.getOrDefault(
                        layer.input(), graph.tensor(layer.input()).quantization());
                Quantization ofWeights = trained.get(layer.weights()).quantization();
                trained.put(
                        index, TrainedIntegers.ofBias(constant, TrainedIntegers.scalesOfBias(input, ofWeights), reals));
            }
        }
        return trained;
    }

    private float unitOfBias(WeightedOperator layer) {
        Quantization output = graph.tensor(layer.output()).quantization();
        return output != null
                ? output.scale()
                : graph.tensor(layer.input()).quantization().scale();
    }
}
