// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.tflite.TfliteReader;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The trained layer in double beside its integers in the new file, on the features of the examples.
 *
 * @param floatAccuracy share of the examples that the trained layer is right of
 * @param int8Accuracy the same of the new file
 * @param agreement share of the examples of which both say the same class
 * @param lastOutput what the new file gives for the last example, as bytes
 */
record Agreement(double floatAccuracy, double int8Accuracy, double agreement, byte[] lastOutput) {

    static Agreement of(LinearClassifier trained, ByteBuffer file, List<byte[]> features, int[] classOf) {
        Head head = Head.of(TfliteReader.read("the adapted model", file), null);
        int floatRight = 0;
        int int8Right = 0;
        int equal = 0;
        double[] logits = new double[trained.classes()];
        try (Session session = Model.of(head.alone()).newSession()) {
            for (int i = 0; i < classOf.length; i++) {
                trained.logits(features.get(i), logits);
                int expected = largest(logits);
                session.input(0).put(features.get(i));
                session.run();
                int actual = largest(reals(session.output(0).floats()));
                floatRight += expected == classOf[i] ? 1 : 0;
                int8Right += actual == classOf[i] ? 1 : 0;
                equal += actual == expected ? 1 : 0;
            }
            double n = classOf.length;
            return new Agreement(
                    floatRight / n, int8Right / n, equal / n, session.output(0).bytes());
        }
    }

    private static double[] reals(float[] values) {
        double[] reals = new double[values.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = values[i];
        }
        return reals;
    }

    /** The place of the first largest value. */
    private static int largest(double[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            best = values[k] > values[best] ? k : best;
        }
        return best;
    }
}
