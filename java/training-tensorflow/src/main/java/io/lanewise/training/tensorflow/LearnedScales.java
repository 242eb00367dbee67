// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Scales as {@link LearnedScale} has them, and zero points of int8 that move by whole steps (Bhalgat et al. 2020, arXiv
 * 2004.09576, equations 3 and 4, whose offset is here a multiple of the scale, as the file has it).
 */
final class LearnedScales implements ActivationScales {
    private final Ops tf;
    private final Graph graph;
    private final ScaleGroups groups;
    private final FixedScales fixed;
    private final Variables exponents;
    private final Variables shifts;
    private final Map<Integer, Grid> grids = new HashMap<>();
    private final ScaleFetch fetch = new ScaleFetch();

    LearnedScales(Ops tf, Graph graph) {
        this.tf = tf;
        this.graph = graph;
        this.groups = new ScaleGroups(graph);
        this.fixed = new FixedScales(tf, graph);
        this.exponents = new Variables(tf, "activation scale");
        this.shifts = new Variables(tf, "zero point");
    }

    @Override
    public Grid of(int index) {
        if (!groups.isFree(index)) {
            return fixed.of(index);
        }
        return grids.computeIfAbsent(index, this::made);
    }

    private Grid made(int index) {
        Tensor tensor = Grid.requireScales(graph.tensor(index));
        int group = groups.of(index);
        double valuesOfSample =
                (double) tensor.shape().elements() / tensor.shape().dim(0);
        float factor = LearnedScale.factor(valuesOfSample, Grid.largest(tensor.type()));
        Operand<TFloat32> scale =
                LearnedScale.of(tf, Grid.scales(tf, tensor), exponents.of(group, Shape.of(1)), factor);
        Operand<TFloat32> zeroPoint = zeroPoint(tensor, group, factor);
        fetch.add(index, scale, zeroPoint);
        return Grid.ofActivation(tf, scale, zeroPoint, tensor.type());
    }

    private Operand<TFloat32> zeroPoint(Tensor tensor, int group, float factor) {
        float before = tensor.quantization().zeroPoint();
        if (FakeQuantization.isSymmetric(tensor)) {
            return tf.constant(new float[] {before});
        }
        var moved = tf.math.add(
                tf.constant(before), FakeQuantization.withGradient(tf, shifts.of(group, Shape.of(1)), factor));
        return tf.math.minimum(tf.math.maximum(tf.math.round(moved), tf.constant(-128f)), tf.constant(127f));
    }

    @Override
    public void observe(int index, Operand<TFloat32> value) {}

    @Override
    public List<Variable> variables() {
        List<Variable> all = new ArrayList<>(exponents.all());
        all.addAll(shifts.all());
        return all;
    }

    @Override
    public List<Op> tracking() {
        return List.of();
    }

    @Override
    public List<Variables> memories() {
        return List.of(exponents, shifts);
    }

    @Override
    public void start(Session session) {
        exponents.zero(session);
        shifts.zero(session);
    }

    @Override
    public Map<Integer, Quantization> trained(Session session) {
        return fetch.read(session);
    }
}
