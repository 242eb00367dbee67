// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.lanewise.tensor.Shape;
import io.lanewise.training.OscillationFreezing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class OscillationsTest {
    private static final float MOMENTUM = 0.25f;
    private static final float THRESHOLD = 0.3f;
    /** Of four weights after each step: one jumps, one goes on, one stays, one turns once. */
    private static final float[][] LATENTS = {
        {1.2f, 0.1f, 2.2f, 0.9f},
        {1.6f, 0.6f, 2.3f, 1.8f},
        {1.4f, 1.6f, 2.2f, 1.1f},
        {1.6f, 2.6f, 2.3f, 0.9f},
        {1.4f, 3.6f, 2.2f, 1.2f},
        {1.9f, 4.6f, 2.2f, 1.2f}
    };

    /** By the paper's equations, written out. */
    @Test
    void freezesWhatJumpsAtItsMeanInteger() {
        int size = LATENTS[0].length;
        double[] integer = rounded(LATENTS[0]);
        double[] mean = integer.clone();
        double[] direction = new double[size];
        double[] frequency = new double[size];
        boolean[] frozen = new boolean[size];
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(tf, "weights");
            var latent = variables.variable(0, Shape.of(size));
            Oscillations oscillations = new Oscillations(tf, new OscillationFreezing(MOMENTUM, THRESHOLD, THRESHOLD));
            oscillations.add(0, latent, tf.math.round(latent.value()), integers -> integers);
            try (Session session = new Session(graph)) {
                variables.set(session, 0, LATENTS[0]);
                oscillations.memories.forEach(memory -> memory.zero(session));
                run(session, oscillations, oscillations.beginnings);
                for (int step = 1; step < LATENTS.length; step++) {
                    float[] next = LATENTS[step].clone();
                    for (int i = 0; i < size; i++) {
                        // What is frozen is moved by a step, and put back after it.
                        double rounded = Math.rint(next[i]);
                        double moved = Math.signum(rounded - integer[i]);
                        frequency[i] += MOMENTUM * ((moved * direction[i] < 0 ? 1 : 0) - frequency[i]);
                        mean[i] += MOMENTUM * (rounded - mean[i]);
                        direction[i] = moved != 0 ? moved : direction[i];
                        if (!frozen[i]) {
                            frozen[i] = frequency[i] > THRESHOLD;
                            integer[i] = frozen[i] ? Math.rint(mean[i]) : rounded;
                        }
                    }
                    variables.set(session, 0, next);
                    run(session, oscillations, oscillations.updates);
                    float[] expected = next.clone();
                    for (int i = 0; i < size; i++) {
                        expected[i] = frozen[i] ? (float) integer[i] : expected[i];
                    }
                    assertArrayEquals(expected, variables.get(session, 0), "step " + step);
                }
            }
        }
        assertArrayEquals(new boolean[] {true, false, false, false}, frozen);
    }

    private static double[] rounded(float[] values) {
        double[] rounded = new double[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Math.rint(values[i]);
        }
        return rounded;
    }

    private static void run(Session session, Oscillations oscillations, List<? extends org.tensorflow.op.Op> targets) {
        try (TFloat32 threshold = TFloat32.scalarOf(THRESHOLD)) {
            Session.Runner runner = session.runner().feed(oscillations.threshold, threshold);
            targets.forEach(runner::addTarget);
            runner.run().close();
        }
    }
}
