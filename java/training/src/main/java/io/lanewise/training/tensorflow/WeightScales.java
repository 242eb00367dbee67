// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Scales of weights: as they were, or learned. A learned one is what it was times the exponential of a hundredth of a
 * variable, so that it stays above 0, and moves by about one percent where a weight moves by one step. The variable's
 * gradient is multiplied by 1 / sqrt(weights of the channel x largest integer) (Esser et al. 2020, arXiv 1902.08153,
 * section 2.2).
 */
final class WeightScales {
    private static final float PERCENT = 0.01f;

    private final boolean learned;
    private final Variables exponents;
    private final Map<Integer, Operand<TFloat32>> moved = new HashMap<>();

    WeightScales(Ops tf, boolean learned) {
        this.learned = learned;
        this.exponents = new Variables(tf, "scale");
    }

    /** One scale, or one for each cell of an axis, in a shape that broadcasts. */
    Operand<TFloat32> of(Ops tf, int index, Tensor constant, int largest) {
        Operand<TFloat32> fixed = fixed(tf, constant);
        if (!learned) {
            return fixed;
        }
        Shape shape = shape(constant);
        double share = (double) constant.shape().elements() / shape.elements();
        var exponent =
                FakeQuantization.withGradient(tf, exponents.of(index, shape), (float) (1 / Math.sqrt(share * largest)));
        Operand<TFloat32> scales = tf.math.mul(fixed, tf.math.exp(tf.math.mul(exponent, tf.constant(PERCENT))));
        moved.put(index, scales);
        return scales;
    }

    /** The scales that a tensor says. */
    static Operand<TFloat32> fixed(Ops tf, Tensor tensor) {
        return Floats.constant(tf, shape(tensor), scales(tensor.quantization()));
    }

    private static Shape shape(Tensor tensor) {
        int[] dims = new int[tensor.shape().rank()];
        Arrays.fill(dims, 1);
        if (tensor.quantization().isPerChannel()) {
            dims[tensor.quantization().axis()] = tensor.quantization().channels();
        }
        return Shape.of(dims);
    }

    private static float[] scales(Quantization quantization) {
        float[] scales = new float[quantization.channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = quantization.scale(c);
        }
        return scales;
    }

    List<Variable> variables() {
        return exponents.all();
    }

    void start(Session session) {
        exponents.zero(session);
    }

    /** What has become of the scales of weights: those that the network has, to the bit. */
    Quantization trained(Session session, int index, Tensor constant) {
        Quantization before = constant.quantization();
        if (!moved.containsKey(index)) {
            return before;
        }
        try (Result result = session.runner().fetch(moved.get(index)).run()) {
            float[] scales = Floats.of((TFloat32) result.get(0));
            return before.isPerChannel()
                    ? Quantization.perChannel(scales, new int[scales.length], before.axis())
                    : Quantization.perTensor(scales[0], 0);
        }
    }
}
