// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;
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
 * Ranges that follow those of the batches: each end moves by a hundredth of the way to the batch's, which is PyTorch's
 * moving average. A batch is rounded by what the batches before it have left.
 */
final class TrackedScales implements ActivationScales {
    /** PyTorch's averaging constant. */
    static final float AVERAGING = 0.01f;

    private final Ops tf;
    private final Graph graph;
    private final ScaleGroups groups;
    private final FixedScales fixed;
    private final Variables minima;
    private final Variables maxima;
    private final Map<Integer, List<Operand<TFloat32>>> observed = new HashMap<>();
    private final Map<Integer, Grid> grids = new HashMap<>();
    private final Map<Integer, Tensor> examples = new HashMap<>();
    private final ScaleFetch fetch = new ScaleFetch();

    TrackedScales(Ops tf, Graph graph) {
        this.tf = tf;
        this.graph = graph;
        this.groups = new ScaleGroups(graph);
        this.fixed = new FixedScales(tf, graph);
        this.minima = new Variables(tf, "minimum");
        this.maxima = new Variables(tf, "maximum");
    }

    @Override
    public Grid of(int index) {
        if (!groups.isFree(index)) {
            return fixed.of(index);
        }
        return grids.computeIfAbsent(index, this::made);
    }

    @Override
    public void observe(int index, Operand<TFloat32> value) {
        if (groups.isFree(index) && groups.decides(index)) {
            observed.computeIfAbsent(groups.of(index), none -> new ArrayList<>())
                    .add(tf.reshape(tf.stopGradient(value), tf.constant(new int[] {-1})));
        }
    }

    private Grid made(int index) {
        Tensor tensor = Grid.requireScales(graph.tensor(index));
        int group = groups.of(index);
        examples.put(group, tensor);
        var low = tf.math.minimum(minima.of(group, Shape.of(1)), tf.constant(0f));
        var high = tf.math.maximum(maxima.of(group, Shape.of(1)), tf.constant(0f));
        Operand<TFloat32> scale;
        Operand<TFloat32> zeroPoint;
        if (!FakeQuantization.isSymmetric(tensor)) {
            scale = positive(tf.math.div(tf.math.sub(high, low), tf.constant(255f)));
            zeroPoint = tf.stopGradient(tf.math.round(tf.math.sub(tf.constant(-128f), tf.math.div(low, scale))));
        } else {
            scale = positive(tf.math.div(
                    tf.math.maximum(tf.math.neg(low), high), tf.constant((float) Grid.largest(tensor.type()))));
            zeroPoint = tf.constant(new float[] {0});
        }
        fetch.add(index, scale, zeroPoint);
        return Grid.ofActivation(tf, scale, zeroPoint, tensor.type());
    }

    private Operand<TFloat32> positive(Operand<TFloat32> scale) {
        return tf.stopGradient(tf.math.maximum(scale, tf.constant(Float.MIN_NORMAL)));
    }

    @Override
    public List<Variable> variables() {
        return List.of();
    }

    @Override
    public List<Op> tracking() {
        List<Op> updates = new ArrayList<>();
        observed.forEach((group, values) -> {
            var zero = tf.constant(0);
            Operand<TFloat32> low = tf.min(values.get(0), zero);
            Operand<TFloat32> high = tf.max(values.get(0), zero);
            for (Operand<TFloat32> more : values.subList(1, values.size())) {
                low = tf.math.minimum(low, tf.min(more, zero));
                high = tf.math.maximum(high, tf.max(more, zero));
            }
            updates.add(minima.assign(group, moved(minima.of(group, Shape.of(1)), low)));
            updates.add(maxima.assign(group, moved(maxima.of(group, Shape.of(1)), high)));
        });
        return updates;
    }

    private Operand<TFloat32> moved(Operand<TFloat32> end, Operand<TFloat32> batch) {
        return tf.math.add(end, tf.math.mul(tf.math.sub(batch, end), tf.constant(AVERAGING)));
    }

    @Override
    public List<Variables> memories() {
        return List.of(minima, maxima);
    }

    @Override
    public void start(Session session) {
        examples.forEach((group, tensor) -> {
            Quantization quantization = tensor.quantization();
            int largest = Grid.largest(tensor.type());
            minima.set(session, group, end(quantization, -largest - (tensor.type() == DataType.INT8 ? 1 : 0)));
            maxima.set(session, group, end(quantization, largest));
        });
    }

    private static float[] end(Quantization quantization, int integer) {
        return new float[] {quantization.scale() * (integer - quantization.zeroPoint())};
    }

    @Override
    public Map<Integer, Quantization> trained(Session session) {
        return fetch.read(session);
    }
}
