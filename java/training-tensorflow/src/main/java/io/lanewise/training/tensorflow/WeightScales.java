// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.Ranges;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.types.TFloat32;

/**
 * Scales of weights: as they were; the largest magnitude over the largest integer, which is how the conversion makes
 * them; or learned, each a {@link LearnedScale}.
 */
final class WeightScales {
    private final Ops tf;
    private final Ranges ranges;
    private final Variables exponents;
    private final Map<Integer, Operand<TFloat32>> moving = new HashMap<>();

    WeightScales(Ops tf, Ranges ranges) {
        this.tf = tf;
        this.ranges = ranges;
        this.exponents = new Variables(tf, "weight scale");
    }

    /** One scale, or one for each cell of an axis, in a shape that broadcasts; {@code weights} in full precision. */
    Operand<TFloat32> of(int index, Tensor constant, Operand<TFloat32> weights) {
        Operand<TFloat32> before = Grid.scales(tf, Grid.requireScales(constant));
        int largest = Grid.largest(constant.type());
        return switch (ranges) {
            case FIXED -> before;
            case TRACKED -> moving(index, largestMagnitudes(constant, weights, largest));
            case LEARNED -> {
                Shape shape = Grid.shape(constant);
                float factor = LearnedScale.factor((double) constant.shape().elements() / shape.elements(), largest);
                yield moving(index, LearnedScale.of(tf, before, exponents.of(index, shape), factor));
            }
        };
    }

    private Operand<TFloat32> moving(int index, Operand<TFloat32> scales) {
        moving.put(index, scales);
        return scales;
    }

    private Operand<TFloat32> largestMagnitudes(Tensor constant, Operand<TFloat32> weights, int largest) {
        int[] others = IntStream.range(0, constant.shape().rank())
                .filter(axis -> !constant.quantization().isPerChannel()
                        || axis != constant.quantization().axis())
                .toArray();
        var magnitudes = tf.max(tf.math.abs(weights), tf.constant(others), Max.keepDims(true));
        return tf.stopGradient(
                tf.math.maximum(tf.math.div(magnitudes, tf.constant((float) largest)), tf.constant(Float.MIN_NORMAL)));
    }

    List<Variable> variables() {
        return exponents.all();
    }

    Variables memory() {
        return exponents;
    }

    void start(Session session) {
        exponents.zero(session);
    }

    /** What has become of the scales of weights: those that the network has, to the bit. */
    Quantization trained(Session session, int index, Tensor constant) {
        Quantization before = constant.quantization();
        if (!moving.containsKey(index)) {
            return before;
        }
        try (Result result = session.runner().fetch(moving.get(index)).run()) {
            float[] scales = Floats.of((TFloat32) result.get(0));
            return before.isPerChannel()
                    ? Quantization.perChannel(scales, new int[scales.length], before.axis())
                    : Quantization.perTensor(scales[0], 0);
        }
    }
}
