// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How callers name a model's inputs and outputs: one of the signatures of a {@code .tflite} file, which may have
 * several, each of a graph of its own.
 *
 * @param key the signature's name, such as {@code serving_default}
 * @param inputs names and where they stand among {@link Graph#inputs()}, in the file's order
 * @param outputs names and where they stand among {@link Graph#outputs()}, in the file's order
 */
public record Signature(String key, Map<String, Integer> inputs, Map<String, Integer> outputs) {

    /**
     * Copies the maps.
     *
     * @param key the signature's name
     * @param inputs names and where they stand among {@link Graph#inputs()}
     * @param outputs names and where they stand among {@link Graph#outputs()}
     */
    public Signature {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** Whether the names stand for what a graph of so many inputs and outputs has. */
    boolean fits(int inputCount, int outputCount) {
        return inputs.values().stream().allMatch(position -> position >= 0 && position < inputCount)
                && outputs.values().stream().allMatch(position -> position >= 0 && position < outputCount);
    }
}
