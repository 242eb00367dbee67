// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.List;
import java.util.Map;

/**
 * What a file may leave open.
 *
 * @param inputShapes sizes of inputs by name, in the file's own order of dimensions, for those that have sizes without
 *         a number; the first dimension, the batch, is 1 unless said here
 */
public record OnnxOptions(Map<String, List<Integer>> inputShapes) {

    /**
     * Copies the map.
     *
     * @param inputShapes sizes of inputs by name, in the file's own order of dimensions, for those that have sizes
     *         without a number; the first dimension, the batch, is 1 unless said here
     */
    public OnnxOptions {
        inputShapes = Map.copyOf(inputShapes);
    }

    /** {@return options by which nothing but the batch may be open} */
    public static OnnxOptions defaults() {
        return new OnnxOptions(Map.of());
    }
}
