// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.quantization.Dequantization;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.TrainerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Reals that are rounded to the nearest multiple in each step; variables count steps of the scales in the graph. */
final class NearestWeights implements RoundedWeights {
    private final Graph graph;
    private final Variables variables;
    private final Ops tf;
    private final WeightScales scales;
    private final Masks masks;
    private final Map<Integer, Operand<TFloat32>> latents = new HashMap<>();
    private final Map<Integer, Operand<TFloat32>> scaleOf = new HashMap<>();

    NearestWeights(Graph graph, Variables variables, TrainerSettings settings) {
        this.graph = graph;
        this.variables = variables;
        this.tf = variables.tf();
        this.scales = new WeightScales(tf, settings.ranges());
        this.masks = new Masks(settings.masks());
    }

    @Override
    public Operand<TFloat32> of(int index) {
        return grid(index).round(tf, latent(index));
    }

    @Override
    public Operand<TFloat32> scale(int index) {
        Operand<TFloat32> latent = latent(index);
        return scaleOf.computeIfAbsent(index, absent -> scales.of(index, graph.tensor(index), latent));
    }

    private Grid grid(int index) {
        return Grid.ofWeights(tf, scale(index), graph.tensor(index).type());
    }

    /** Weights before they are rounded. */
    private Operand<TFloat32> latent(int index) {
        Tensor constant = Grid.requireScales(graph.tensor(index));
        return latents.computeIfAbsent(
                index,
                absent -> tf.math.mul(
                        masks.of(tf, constant, variables.of(index, constant.shape())), Grid.scales(tf, constant)));
    }

    @Override
    public List<Variable> scaleVariables() {
        return scales.variables();
    }

    @Override
    public List<Variables> memories() {
        return List.of(scales.memory());
    }

    @Override
    public void watch(Oscillations oscillations) {
        for (int index : latents.keySet()) {
            Tensor constant = graph.tensor(index);
            if (constant.type() == DataType.INT4) {
                Operand<TFloat32> rounded = tf.math.div(of(index), scale(index));
                oscillations.add(
                        index,
                        variables.variable(index, constant.shape()),
                        tf.math.round(rounded),
                        integers -> tf.math.div(tf.math.mul(integers, scale(index)), Grid.scales(tf, constant)));
            }
        }
    }

    @Override
    public Operand<TFloat32> penalty() {
        return null;
    }

    @Override
    public void feed(Feeds feeds, double progress) {}

    @Override
    public void start(Session session) {
        scales.start(session);
        for (int index : latents.keySet()) {
            Tensor constant = graph.tensor(index);
            variables.set(session, index, StepUnits.inSteps(Dequantization.floats(constant), constant, null));
        }
    }

    @Override
    public Map<Integer, Tensor> trained(Session session) {
        Map<Integer, Tensor> trained = new HashMap<>();
        for (int index : latents.keySet()) {
            Tensor constant = graph.tensor(index);
            float[] steps = masks.apply(constant, variables.get(session, index));
            trained.put(
                    index,
                    TrainedIntegers.ofWeights(
                            constant,
                            scales.trained(session, index, constant),
                            StepUnits.inReals(steps, constant, null)));
        }
        return trained;
    }
}
