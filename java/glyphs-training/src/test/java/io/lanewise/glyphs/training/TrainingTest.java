// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A few steps of training are enough to tell whether seeds and the exported graph hold what they promise. */
class TrainingTest {

    private static final int STEPS = 8;

    @Test
    void sameSeedGivesSameNetwork() throws IOException {
        Graph network = train(5);
        assertEquals(network, train(5));
        assertNotEquals(network, train(6));
    }

    @Test
    void graphComputesWhatTheNetworkDoes() throws IOException {
        GlyphSet set = GlyphSet.render(Typefaces.test(), 9, Alphabet.size());
        try (Training training = new Training(Typefaces.training(), 5, STEPS)) {
            training.run();
            float[] expected = training.probabilities(set);
            Model model = Model.of(GlyphGraph.of(training.network()));
            try (Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
                for (int i = 0; i < set.size(); i++) {
                    session.input(0).putFloats(set.levels(i, i + 1));
                    session.run();
                    int at = i * Alphabet.size();
                    float[] image = Arrays.copyOfRange(expected, at, at + Alphabet.size());
                    assertArrayEquals(image, session.output(0).floats(), 1e-5f, "image " + i);
                }
            }
        }
    }

    private static Graph train(int seed) throws IOException {
        try (Training training = new Training(Typefaces.training(), seed, STEPS)) {
            training.run();
            return GlyphGraph.of(training.network());
        }
    }
}
