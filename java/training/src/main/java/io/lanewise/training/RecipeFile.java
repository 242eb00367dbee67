// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lanewise.pruning.Distribution;
import io.lanewise.pruning.mask.BlockShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a JSON file says of training, under the key {@code training}; the same file may hold a scheme
 * ({@link io.lanewise.quantizer.conversion.SchemeRecipe}). All keys may be left out.
 *
 * <pre>{@code
 * {
 *   "scheme": "int8, int4-weights",
 *   "training": {
 *     "passes": 6, "batch": 32, "learning-rate": 0.01, "optimizer": "adam",
 *     "ranges": "learned", "scaling": 0.001, "gradient-bits": 32, "freezing": false, "tracked": 0.4,
 *     "teacher-share": 1, "temperature": 2,
 *     "float-passes": 0, "float-learning-rate": 0.05, "buffer": 20000, "seed": 1,
 *     "prune": {"macs": 0.7, "distribution": "macs", "multiple": 8, "blocks": 0, "block-shape": "16x16",
 *               "block-score": "variance", "rounds": 3, "passes": 2, "learning-rate": 0.05},
 *     "reconstruct": {"samples": 1024, "steps": 1000, "batch": 32, "learning-rate": 0.1}
 *   }
 * }
 * }</pre>
 *
 * {@code prune} says how many of the MACs are left and which share of blocks becomes zero, in how many rounds, and how
 * many passes follow each ({@link Pruning}); nothing is pruned without it. {@code reconstruct} rounds weights anew,
 * block by block, before they are trained ({@link Reconstruction}). With {@code passes} of 0 they are not trained.
 * {@code true} stands for the usual, {@code false} for none. {@code freezing} stops weights of 4 bits that jump to and
 * fro ({@link OscillationFreezing}). {@code optimizer} is {@code adam}, or {@code momentum} for gradient descent with a
 * momentum of 0.9.
 */
public final class RecipeFile {
    private static final Set<String> KEYS = Set.of(
            "passes",
            "batch",
            "learning-rate",
            "optimizer",
            "ranges",
            "scaling",
            "gradient-bits",
            "tracked",
            "teacher-share",
            "temperature",
            "float-passes",
            "float-learning-rate",
            "freezing",
            "prune",
            "reconstruct",
            "buffer",
            "seed");
    private static final Set<String> PRUNING_KEYS = Set.of(
            "macs",
            "distribution",
            "multiple",
            "blocks",
            "block-shape",
            "block-score",
            "rounds",
            "passes",
            "learning-rate");
    private static final Set<String> RECONSTRUCTION_KEYS = Set.of("samples", "steps", "batch", "learning-rate");
    private static final float MOMENTUM = 0.9f;

    private RecipeFile() {}

    /**
     * {@return a recipe, changed by what a file says}
     *
     * @param file JSON
     * @param start what is changed
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no such JSON, or a value is out of its range; the message names the
     *     file and the value
     */
    public static TrainingRecipe read(Path file, TrainingRecipe start) throws IOException {
        try {
            JsonNode training = new ObjectMapper().readTree(file.toFile()).path("training");
            return training.isMissingNode() ? start : changed(training, start);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static TrainingRecipe changed(JsonNode json, TrainingRecipe start) {
        requireKnown(json, "training", KEYS);
        TrainingSteps before = start.integerSteps() == null ? TrainingSteps.DEFAULT : start.integerSteps();
        int passes = (int) number(json, "passes", before.passes());
        TrainingSteps steps = new TrainingSteps(
                passes == 0 ? before.passes() : passes,
                (int) number(json, "batch", before.batch()),
                (float) number(json, "learning-rate", before.learningRate()),
                optimizer(json, before.optimizer()),
                ranges(json, before.ranges()),
                new RoundingSettings(
                        (float) number(json, "scaling", before.rounding().scaling()),
                        (int) number(json, "gradient-bits", before.rounding().gradientBits()),
                        freezing(json, before.rounding().freezing())),
                number(json, "tracked", before.tracked()));
        TrainingSteps floats = steps.withLearningRate((float) number(
                json,
                "float-learning-rate",
                (start.floatSteps() == null ? TrainingSteps.FLOATS : start.floatSteps()).learningRate()));
        int floatPasses = (int) number(
                json,
                "float-passes",
                start.floatSteps() == null ? 0 : start.floatSteps().passes());
        return new TrainingRecipe(
                start.scheme(),
                json.has("prune") ? pruning(json.get("prune"), floats) : start.pruning(),
                floatPasses == 0 ? null : floats.withPasses(floatPasses),
                json.has("reconstruct") ? reconstruction(json) : start.reconstruction(),
                start.scheme() == null || passes == 0 ? null : steps,
                new Distillation(
                        (float) number(
                                json, "teacher-share", start.distillation().share()),
                        (float) number(json, "temperature", start.distillation().temperature())),
                (int) number(json, "buffer", start.buffer()),
                (long) number(json, "seed", start.seed()));
    }

    private static OscillationFreezing freezing(JsonNode json, OscillationFreezing otherwise) {
        if (!json.has("freezing")) {
            return otherwise;
        }
        if (!json.get("freezing").isBoolean()) {
            throw new IllegalArgumentException("training.freezing is not true or false: " + json.get("freezing"));
        }
        return json.get("freezing").booleanValue() ? OscillationFreezing.FOUR_BITS : null;
    }

    private static void requireKnown(JsonNode json, String place, Set<String> known) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(place + " is not an object in braces");
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException(place + " has \"" + name + "\"; known are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private static Pruning pruning(JsonNode json, TrainingSteps floats) {
        requireKnown(json, "training.prune", PRUNING_KEYS);
        return new Pruning(
                number(json, "macs", 1),
                json.has("distribution") ? choice(json, "distribution", Distribution.values()) : Distribution.MACS,
                (int) number(json, "multiple", 8),
                number(json, "blocks", 0),
                json.has("block-shape") ? BlockShape.parse(word(json, "block-shape")) : BlockShape.PANEL,
                json.has("block-score") ? choice(json, "block-score", Pruning.Score.values()) : Pruning.Score.VARIANCE,
                (int) number(json, "rounds", 3),
                floats.withPasses((int) number(json, "passes", 2))
                        .withLearningRate((float) number(json, "learning-rate", floats.learningRate())));
    }

    private static Reconstruction reconstruction(JsonNode training) {
        JsonNode json = training.get("reconstruct");
        if (json.isBoolean()) {
            return json.booleanValue() ? Reconstruction.DEFAULT : null;
        }
        requireKnown(json, "training.reconstruct", RECONSTRUCTION_KEYS);
        Reconstruction usual = Reconstruction.DEFAULT;
        return new Reconstruction(
                (int) number(json, "samples", usual.samples()),
                (int) number(json, "steps", usual.steps()),
                (int) number(json, "batch", usual.batch()),
                (float) number(json, "learning-rate", usual.learningRate()));
    }

    private static double number(JsonNode json, String key, double otherwise) {
        if (!json.has(key)) {
            return otherwise;
        }
        if (!json.get(key).isNumber()) {
            throw new IllegalArgumentException("training." + key + " is no number: " + json.get(key));
        }
        return json.get(key).doubleValue();
    }

    private static String word(JsonNode json, String key) {
        if (!json.get(key).isTextual()) {
            throw new IllegalArgumentException("training." + key + " is no text: " + json.get(key));
        }
        return json.get(key).textValue();
    }

    private static Optimizer optimizer(JsonNode json, Optimizer otherwise) {
        if (!json.has("optimizer")) {
            return otherwise;
        }
        return switch (word(json, "optimizer")) {
            case "adam" -> new Optimizer.Adam();
            case "momentum" -> new Optimizer.Momentum(MOMENTUM);
            default ->
                throw new IllegalArgumentException(
                        "training.optimizer is " + json.get("optimizer") + "; known are adam and momentum");
        };
    }

    private static Ranges ranges(JsonNode json, Ranges otherwise) {
        if (!json.has("ranges")) {
            return otherwise;
        }
        return choice(json, "ranges", Ranges.values());
    }

    private static <T extends Enum<T>> T choice(JsonNode json, String key, T[] known) {
        String word = word(json, key);
        List<String> names = Stream.of(known)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!names.contains(word)) {
            throw new IllegalArgumentException(
                    "training." + key + " is \"" + word + "\"; known are " + String.join(", ", names));
        }
        return known[names.indexOf(word)];
    }
}
