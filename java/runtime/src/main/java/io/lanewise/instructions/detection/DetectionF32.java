// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.detection;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/**
 * Boxes, classes, scores and their number of box encodings [boxes, encodingStride], scores [boxes, scoreStride] and
 * anchors [boxes, 4], all float32 (TFLite's {@code detection_postprocess.cc}). What is behind the number of boxes is 0.
 *
 * @param scoreStride the classes, and before them a background where it is one more
 */
public record DetectionF32(int boxes, int encodingStride, int scoreStride, DetectionOptions options)
        implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new DetectionKernel(this, inputs, outputs);
    }
}
