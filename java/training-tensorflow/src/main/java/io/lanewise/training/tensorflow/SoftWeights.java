// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.SoftRounding;
import io.lanewise.training.TrainerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Weights between the two multiples next to a real: the lower one and {@code h(V) = clip(1.2 sigmoid(V) - 0.1, 0, 1)}
 * of a step, which learning moves to 0 or 1 (Nagel et al. 2020, arXiv 2004.10568, equations 22 to 24). They start as
 * the reals themselves. Each that is not there yet adds {@code 1 - |2 h - 1|^b} to the penalty, whose mean counts;
 * {@code b} falls from 20 to 2, and in the first fifth of the steps there is no penalty.
 */
final class SoftWeights implements RoundedWeights {
    /** The ends of h before it is clipped, -0.1 and 1.1. */
    private static final float MARGIN = 0.1f;

    private static final float FIRST_EXPONENT = 20;
    private static final float LAST_EXPONENT = 2;
    private static final double WITHOUT_PENALTY = 0.2;

    private final Graph graph;
    private final Variables variables;
    private final Ops tf;
    private final SoftRounding settings;
    private final Masks masks;
    private final Placeholder<TFloat32> exponent;
    private final Placeholder<TFloat32> pressure;
    private final Map<Integer, Operand<TFloat32>> upward = new HashMap<>();

    SoftWeights(Graph graph, Variables variables, TrainerSettings settings) {
        this.graph = graph;
        this.variables = variables;
        this.tf = variables.tf();
        this.settings = settings.softRounding();
        this.masks = new Masks(settings.masks());
        this.exponent = Feeds.scalar(tf);
        this.pressure = Feeds.scalar(tf);
    }

    @Override
    public Operand<TFloat32> of(int index) {
        Tensor constant = Grid.requireScales(graph.tensor(index));
        Operand<TFloat32> part = upward.computeIfAbsent(index, absent -> upward(variables.of(index, constant.shape())));
        float largest = Grid.largest(constant.type());
        var steps = tf.math.add(Floats.constant(tf, constant.shape(), lower(index)), part);
        var clipped = tf.math.minimum(tf.math.maximum(steps, tf.constant(-largest)), tf.constant(largest));
        return tf.math.mul(masks.of(tf, constant, clipped), scale(index));
    }

    private Operand<TFloat32> upward(Operand<TFloat32> variable) {
        var stretched =
                tf.math.sub(tf.math.mul(tf.math.sigmoid(variable), tf.constant(1 + 2 * MARGIN)), tf.constant(MARGIN));
        return tf.math.minimum(tf.math.maximum(stretched, tf.constant(0f)), tf.constant(1f));
    }

    /** The multiples at or below the reals. */
    private float[] lower(int index) {
        float[] steps = steps(index);
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (float) Math.floor(steps[i]);
        }
        return steps;
    }

    private float[] steps(int index) {
        float[] reals = settings.reals().get(index);
        Tensor constant = graph.tensor(index);
        Translation.require(
                reals != null && reals.length == constant.shape().elements(),
                "soft rounding of " + constant + " needs " + constant.shape().elements() + " reals, got "
                        + (reals == null ? "none" : reals.length));
        return StepUnits.inSteps(reals, constant, null);
    }

    @Override
    public Operand<TFloat32> scale(int index) {
        return Grid.scales(tf, Grid.requireScales(graph.tensor(index)));
    }

    @Override
    public List<Variable> scaleVariables() {
        return List.of();
    }

    @Override
    public List<Variables> memories() {
        return List.of();
    }

    /** Nothing: they move to one multiple, and stay. */
    @Override
    public void watch(Oscillations oscillations) {}

    @Override
    public Operand<TFloat32> penalty() {
        Operand<TFloat32> sum = tf.constant(0f);
        int count = 0;
        for (Map.Entry<Integer, Operand<TFloat32>> each : upward.entrySet()) {
            var flat = tf.reshape(each.getValue(), tf.constant(new int[] {-1}));
            var fromMiddle = tf.math.abs(tf.math.sub(tf.math.mul(flat, tf.constant(2f)), tf.constant(1f)));
            sum = tf.math.add(
                    sum, tf.sum(tf.math.sub(tf.constant(1f), tf.math.pow(fromMiddle, exponent)), tf.constant(0)));
            count += graph.tensor(each.getKey()).shape().elements();
        }
        return tf.math.mul(sum, tf.math.div(pressure, tf.constant((float) count)));
    }

    @Override
    public void feed(Feeds feeds, double progress) {
        double after = Math.max(0, (progress - WITHOUT_PENALTY) / (1 - WITHOUT_PENALTY));
        feeds.and(exponent, (float) (LAST_EXPONENT + (FIRST_EXPONENT - LAST_EXPONENT) * (1 - after)));
        feeds.and(pressure, progress < WITHOUT_PENALTY ? 0 : settings.pressure());
    }

    @Override
    public void start(Session session) {
        for (int index : upward.keySet()) {
            float[] steps = steps(index);
            for (int i = 0; i < steps.length; i++) {
                double sigmoid = (steps[i] - Math.floor(steps[i]) + MARGIN) / (1 + 2 * MARGIN);
                steps[i] = (float) Math.log(sigmoid / (1 - sigmoid));
            }
            variables.set(session, index, steps);
        }
    }

    @Override
    public Map<Integer, Tensor> trained(Session session) {
        Map<Integer, Tensor> trained = new HashMap<>();
        for (int index : upward.keySet()) {
            Tensor constant = graph.tensor(index);
            float[] steps = lower(index);
            float[] values = variables.get(session, index);
            for (int i = 0; i < steps.length; i++) {
                steps[i] += values[i] >= 0 ? 1 : 0;
            }
            trained.put(
                    index,
                    TrainedIntegers.ofWeights(
                            constant,
                            constant.quantization(),
                            StepUnits.inReals(masks.apply(constant, steps), constant, null)));
        }
        return trained;
    }
}
