// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.quantizer.conversion.Scheme;
import java.util.stream.IntStream;

/**
 * What a model is trained for, and how.
 *
 * @param scheme that it is quantized by; null if it is to stay float
 * @param pruning of the float model, before all else; null for none
 * @param floatSteps of the float model, before it is quantized; null for none
 * @param reconstruction of the quantized model, before its steps; null for none
 * @param integerSteps of the quantized model; null for none
 * @param distillation what it learns from
 * @param buffer how many samples are held at a time, to be shuffled
 * @param seed of everything that is drawn
 */
public record TrainingRecipe(
        Scheme scheme,
        Pruning pruning,
        TrainingSteps floatSteps,
        Reconstruction reconstruction,
        TrainingSteps integerSteps,
        Distillation distillation,
        int buffer,
        long seed) {
    /** Samples that are held: all of small data sets. */
    public static final int DEFAULT_BUFFER = 20_000;

    /**
     * Checks that there is something to do.
     *
     * @param scheme that it is quantized by; null if it is to stay float
     * @param pruning of the float model; null for none
     * @param floatSteps of the float model; null for none
     * @param reconstruction of the quantized model; null for none
     * @param integerSteps of the quantized model; null for none
     * @param distillation what it learns from
     * @param buffer how many samples are held at a time, at least 1
     * @param seed of everything that is drawn
     * @throws IllegalArgumentException if there is not, or the buffer is empty
     */
    public TrainingRecipe {
        boolean asFloat = pruning != null || floatSteps != null;
        boolean asIntegers = reconstruction != null || integerSteps != null;
        if (scheme == null && (!asFloat || asIntegers)) {
            throw new IllegalArgumentException(
                    "a model that stays float needs pruning or steps as float, and has no others");
        }
        if (buffer < 1) {
            throw new IllegalArgumentException("a buffer of " + buffer + " samples: it has to be at least 1");
        }
    }

    /** {@return how many samples there have to be for a step of any kind} */
    public int largestBatch() {
        int ofPruning = pruning == null ? 0 : pruning.between().batch();
        int ofFloats = floatSteps == null ? 0 : floatSteps.batch();
        int ofBlocks = reconstruction == null ? 0 : reconstruction.batch();
        int ofIntegers = integerSteps == null ? 0 : integerSteps.batch();
        return IntStream.of(ofPruning, ofFloats, ofBlocks, ofIntegers).max().orElseThrow();
    }

    /**
     * {@return quantization-aware training without labels; if weights have 4 bits, they are rounded anew before}
     *
     * @param scheme that the model is quantized by
     */
    public static TrainingRecipe of(Scheme scheme) {
        boolean fourBits = switch (scheme.defaults().weights().type()) {
            case INT4 -> true;
            case INT8, CODEBOOK_16, CODEBOOK_256 -> false;
        };
        return new TrainingRecipe(
                scheme,
                null,
                null,
                fourBits ? Reconstruction.DEFAULT : null,
                fourBits ? TrainingSteps.FOUR_BITS : TrainingSteps.DEFAULT,
                Distillation.ALONE,
                DEFAULT_BUFFER,
                1);
    }

    /**
     * {@return the same with other steps of the quantized model}
     *
     * @param steps null for none
     */
    public TrainingRecipe withIntegerSteps(TrainingSteps steps) {
        return new TrainingRecipe(scheme, pruning, floatSteps, reconstruction, steps, distillation, buffer, seed);
    }

    /**
     * {@return the same with other steps of the float model}
     *
     * @param steps null for none
     */
    public TrainingRecipe withFloatSteps(TrainingSteps steps) {
        return new TrainingRecipe(scheme, pruning, steps, reconstruction, integerSteps, distillation, buffer, seed);
    }

    /**
     * {@return the same, learning from something else}
     *
     * @param other from what
     */
    public TrainingRecipe with(Distillation other) {
        return new TrainingRecipe(scheme, pruning, floatSteps, reconstruction, integerSteps, other, buffer, seed);
    }

    /**
     * {@return the same with another pruning}
     *
     * @param other null for none
     */
    public TrainingRecipe withPruning(Pruning other) {
        return new TrainingRecipe(scheme, other, floatSteps, reconstruction, integerSteps, distillation, buffer, seed);
    }

    /**
     * {@return the same with another reconstruction}
     *
     * @param other null for none
     */
    public TrainingRecipe withReconstruction(Reconstruction other) {
        return new TrainingRecipe(scheme, pruning, floatSteps, other, integerSteps, distillation, buffer, seed);
    }
}
