// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.quantizer.conversion.Scheme;

/**
 * What a model is trained for, and how.
 *
 * @param scheme that it is quantized by; null if it is to stay float
 * @param pruning of the float model, before all else; null for none
 * @param floatSteps of the float model, before it is quantized; null for none
 * @param integerSteps of the quantized model; null for none
 * @param distillation what it learns from
 * @param buffer how many samples are held at a time, to be shuffled
 * @param seed of everything that is drawn
 */
public record TrainingRecipe(
        Scheme scheme,
        Pruning pruning,
        TrainingSteps floatSteps,
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
     * @param integerSteps of the quantized model; null for none
     * @param distillation what it learns from
     * @param buffer how many samples are held at a time, at least 1
     * @param seed of everything that is drawn
     * @throws IllegalArgumentException if there is not, or the buffer is empty
     */
    public TrainingRecipe {
        if (scheme == null && (floatSteps == null && pruning == null || integerSteps != null)) {
            throw new IllegalArgumentException(
                    "a model that stays float needs pruning or steps as float, and has no others");
        }
        if (buffer < 1) {
            throw new IllegalArgumentException("a buffer of " + buffer + " samples: it has to be at least 1");
        }
    }

    /**
     * {@return quantization-aware training without labels}
     *
     * @param scheme that the model is quantized by
     */
    public static TrainingRecipe of(Scheme scheme) {
        return new TrainingRecipe(scheme, null, null, TrainingSteps.DEFAULT, Distillation.ALONE, DEFAULT_BUFFER, 1);
    }

    /**
     * {@return the same with other steps of the quantized model}
     *
     * @param steps null for none
     */
    public TrainingRecipe withIntegerSteps(TrainingSteps steps) {
        return new TrainingRecipe(scheme, pruning, floatSteps, steps, distillation, buffer, seed);
    }

    /**
     * {@return the same with other steps of the float model}
     *
     * @param steps null for none
     */
    public TrainingRecipe withFloatSteps(TrainingSteps steps) {
        return new TrainingRecipe(scheme, pruning, steps, integerSteps, distillation, buffer, seed);
    }

    /**
     * {@return the same, learning from something else}
     *
     * @param other from what
     */
    public TrainingRecipe with(Distillation other) {
        return new TrainingRecipe(scheme, pruning, floatSteps, integerSteps, other, buffer, seed);
    }

    /**
     * {@return the same with another pruning}
     *
     * @param other null for none
     */
    public TrainingRecipe with(Pruning other) {
        return new TrainingRecipe(scheme, other, floatSteps, integerSteps, distillation, buffer, seed);
    }
}
