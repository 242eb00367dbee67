// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.quantizer.calibration.Range;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One word that says how to quantize, for the command line, recipe files and overrides alike.
 *
 * @param word as it is written
 */
public record SchemeWord(String word) {
    private static final String RANGE = "range:";
    private static final Map<String, UnaryOperator<OperatorScheme>> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("float", s -> s.with(SchemeArithmetic.FLOAT32, false));
        WORDS.put("weight-only", s -> s.with(SchemeArithmetic.WEIGHT_ONLY, false));
        WORDS.put("dynamic", s -> s.with(SchemeArithmetic.DYNAMIC, false));
        WORDS.put("int8", s -> s.with(SchemeArithmetic.INT8, false));
        WORDS.put("int8-symmetric", s -> s.with(SchemeArithmetic.INT8, true));
        WORDS.put("int16", s -> s.with(SchemeArithmetic.INT16, true));
        WORDS.put("int8-weights", s -> s.with(WeightScheme.Type.INT8));
        WORDS.put(
                "int4-weights",
                s -> s.with(WeightScheme.Granularity.PER_CHANNEL)
                        .with(WeightScheme.Type.INT4)
                        .withBlocks(s.weights().blockSize()));
        WORDS.put("codebook-16", s -> s.with(WeightScheme.Type.CODEBOOK_16));
        WORDS.put("codebook-256", s -> s.with(WeightScheme.Type.CODEBOOK_256));
        WORDS.put("per-channel", s -> s.with(WeightScheme.Granularity.PER_CHANNEL));
        WORDS.put("dense-per-tensor", s -> s.with(WeightScheme.Granularity.DENSE_PER_TENSOR));
        WORDS.put("per-tensor", s -> s.with(WeightScheme.Granularity.PER_TENSOR));
        for (int size = 16; size <= 256; size *= 2) {
            int blockSize = size;
            WORDS.put("block-" + size, s -> s.withBlocks(blockSize));
        }
    }

    /**
     * Checks a word: {@code float}, {@code weight-only}, {@code dynamic}, {@code int8}, {@code int8-symmetric},
     * {@code int16} for the arithmetic; {@code int8-weights}, {@code int4-weights}, {@code codebook-16},
     * {@code codebook-256}, {@code per-channel}, {@code dense-per-tensor}, {@code per-tensor}, {@code block-16} to
     * {@code block-256} for the weights; {@code range:MINIMUM:MAXIMUM} for what the output covers.
     *
     * @param word in lower case
     * @throws IllegalArgumentException if there is no such word, or the range has no two finite ends in order
     */
    public SchemeWord {
        if (word.startsWith(RANGE)) {
            range(word);
        } else if (!WORDS.containsKey(word)) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is none of " + String.join(", ", WORDS.keySet()) + ", range:MINIMUM:MAXIMUM");
        }
    }

    /**
     * {@return the scheme as it is after this word}
     *
     * @param scheme of an operator, before
     */
    public OperatorScheme apply(OperatorScheme scheme) {
        return word.startsWith(RANGE)
                ? scheme.with(range(word))
                : WORDS.get(word).apply(scheme);
    }

    private static Range range(String word) {
        String[] ends = word.substring(RANGE.length()).split(":", -1);
        try {
            if (ends.length == 2) {
                return new Range(Float.parseFloat(ends[0]), Float.parseFloat(ends[1]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + word + "\": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("\"" + word + "\" is not range:MINIMUM:MAXIMUM");
    }
}
