// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.pruning.Distribution;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.quantizer.conversion.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeFileTest {
    private static final TrainingRecipe START = TrainingRecipe.of(Scheme.INT8);

    @TempDir
    private Path folder;

    private TrainingRecipe read(String json) throws IOException {
        return RecipeFile.read(Files.writeString(folder.resolve("recipe.json"), json), START);
    }

    @Test
    void changesWhatItNames() throws IOException {
        TrainingRecipe recipe =
                read("{\"scheme\": \"int8\", \"training\": {\"passes\": 3, \"batch\": 8, \"learning-rate\": 0.5,"
                        + " \"optimizer\": \"momentum\", \"ranges\": \"learned\", \"scaling\": 0.25,"
                        + " \"gradient-bits\": 8, \"freezing\": true,"
                        + " \"tracked\": 0.5, \"teacher-share\": 0.75, \"temperature\": 4, \"float-passes\": 2,"
                        + " \"float-learning-rate\": 0.25,"
                        + " \"buffer\": 100, \"seed\": 9,"
                        + " \"prune\": {\"macs\": 0.5, \"distribution\": \"uniform\", \"multiple\": 4,"
                        + " \"blocks\": 0.25, \"block-shape\": \"16x4\", \"block-score\": \"gradient\","
                        + " \"rounds\": 5, \"passes\": 1, \"learning-rate\": 2},"
                        + " \"reconstruct\": {\"samples\": 64, \"steps\": 7, \"batch\": 4, \"learning-rate\": 0.5}}}");
        TrainingSteps steps = new TrainingSteps(
                3,
                8,
                0.5f,
                new Optimizer.Momentum(0.9f),
                Ranges.LEARNED,
                new RoundingSettings(0.25f, 8, OscillationFreezing.FOUR_BITS),
                0.5);
        assertEquals(
                new TrainingRecipe(
                        Scheme.INT8,
                        new Pruning(
                                0.5,
                                Distribution.UNIFORM,
                                4,
                                0.25,
                                new BlockShape(16, 4),
                                Pruning.Score.GRADIENT,
                                5,
                                steps.withPasses(1).withLearningRate(2)),
                        steps.withPasses(2).withLearningRate(0.25f),
                        new Reconstruction(64, 7, 4, 0.5f),
                        steps,
                        new Distillation(0.75f, 4),
                        100,
                        9),
                recipe);
    }

    @Test
    void leavesTheRestAsItIs() throws IOException {
        assertEquals(START, read("{\"scheme\": \"int16\"}"));
        assertEquals(START, read("{\"training\": {}}"));
        assertNull(read("{\"training\": {\"passes\": 2}}").pruning());
        assertNull(read("{\"training\": {\"passes\": 2}}").reconstruction());
        assertNull(read("{\"training\": {\"passes\": 0}}").integerSteps());
        assertNull(read("{\"training\": {\"reconstruct\": false}}").reconstruction());
        assertEquals(
                Reconstruction.DEFAULT,
                read("{\"training\": {\"reconstruct\": true}}").reconstruction());
    }

    @Test
    void saysWhatIsWrong() {
        assertMessage("training has \"epochs\"; known are batch, buffer,", "{\"training\": {\"epochs\": 2}}");
        assertMessage("training.passes is no number: \"two\"", "{\"training\": {\"passes\": \"two\"}}");
        assertMessage("-1 passes, batches of 32", "{\"training\": {\"passes\": -1}}");
        assertMessage(
                "reconstruction with 1024 samples in 0 steps", "{\"training\": {\"reconstruct\": {\"steps\": 0}}}");
        assertMessage("training.ranges is \"free\"; known are fixed", "{\"training\": {\"ranges\": \"free\"}}");
        assertMessage("training.optimizer is \"sgd\"; known are adam", "{\"training\": {\"optimizer\": \"sgd\"}}");
        assertMessage("training.prune has \"ratio\"", "{\"training\": {\"prune\": {\"ratio\": 0.5}}}");
        assertMessage("is no JSON", "{\"training\": ");
    }

    private void assertMessage(String part, String json) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> read(json)).getMessage();
        assertTrue(message.contains("recipe.json") && message.contains(part), message);
    }
}
