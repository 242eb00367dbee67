// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.graph.Graph;
import io.lanewise.operators.activation.Relu;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class TrackedScalesTest {
    /** Its range is -0.5 to 1, the first batch's. */
    private static final Quantization FIRST = Quantization.perTensor(1.5f / 255, -43);

    /**
     * What PyTorch's {@code fused_moving_avg_obs_fake_quant} gives with an averaging constant of 0.01 for [-0.5, 0.1, 1
     * + k], k = 1 and 2, after k = 0. PyTorch rounds a batch by a range that holds it already, which changes nothing
     * in the ranges.
     */
    @Test
    void followsTheRangesOfBatches() {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(new Tensor("in", DataType.INT8, Shape.of(1, 3), Quantization.perTensor(1, 0), null));
        tensors.add(new Tensor("out", DataType.INT8, Shape.of(1, 3), FIRST, null));
        Graph graph = new Graph("tracked", tensors, List.of(new Relu(0, 1, Activation.RELU)), List.of(0), List.of(1));
        try (org.tensorflow.Graph engine = new org.tensorflow.Graph()) {
            Ops tf = Ops.create(engine);
            Placeholder<TFloat32> value = tf.placeholder(TFloat32.class);
            TrackedScales scales = new TrackedScales(tf, graph);
            scales.of(1);
            scales.observe(1, value);
            List<Op> tracking = scales.tracking();
            try (Session session = new Session(engine)) {
                scales.start(session);
                check(1.5f / 255, -43, scales, session);
                observe(session, value, tracking, -0.5f, 0.1f, 2);
                check(0.0059215687f, -44, scales, session);
                observe(session, value, tracking, -0.5f, 0.1f, 3);
                check(0.0059996075f, -45, scales, session);
            }
        }
    }

    private static void observe(Session session, Placeholder<TFloat32> value, List<Op> tracking, float... batch) {
        try (TFloat32 fed = TFloat32.vectorOf(batch)) {
            Session.Runner runner = session.runner().feed(value, fed);
            tracking.forEach(runner::addTarget);
            runner.run().close();
        }
    }

    private static void check(float scale, int zeroPoint, TrackedScales scales, Session session) {
        Quantization actual = scales.trained(session).get(1);
        assertEquals(scale, actual.scale(), 1e-9f);
        assertEquals(zeroPoint, actual.zeroPoint());
    }
}
