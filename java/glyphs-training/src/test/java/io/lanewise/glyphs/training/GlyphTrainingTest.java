// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.training.TrainingMonitor;
import io.lanewise.training.TrainingResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some steps are enough to see that the network learns, and that the same seed gives the same network. */
class GlyphTrainingTest {
    /** The cross-entropy of equal probabilities. */
    private static final double GUESSING = Math.log(Alphabet.size());

    @Test
    void sameSeedGivesSameNetwork() throws IOException {
        Graph network = train(5, 3, TrainingMonitor.NONE).graph();
        assertEquals(network, train(5, 3, TrainingMonitor.NONE).graph());
        assertNotEquals(GlyphNetwork.untrained(5), network);
    }

    @Test
    void learnsMoreThanToGuess() throws IOException {
        int steps = 60;
        List<Float> losses = new ArrayList<>();
        train(1, steps, recording(losses));
        assertEquals(steps, losses.size());
        assertEquals(GUESSING, losses.get(0), 0.2);
        double last = losses.subList(steps - 10, steps).stream()
                .mapToDouble(loss -> loss)
                .average()
                .orElseThrow();
        assertTrue(last < GUESSING - 0.04, losses::toString);
    }

    private static TrainingMonitor recording(List<Float> losses) {
        return new TrainingMonitor() {
            @Override
            public void step(int step, int steps, float loss) {
                losses.add(loss);
            }
        };
    }

    private static TrainingResult train(long seed, int steps, TrainingMonitor monitor) throws IOException {
        List<LabelledSample> others = Glyph.draw(Typefaces.test(), 9)
                .limit(3 * Alphabet.size())
                .map(Glyph::sample)
                .toList();
        return GlyphTraining.run(Typefaces.training(), seed, steps, others, monitor);
    }
}
