// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

/** The layout of a file's inputs and outputs of rank 4. */
public enum InterfaceLayout {
    /** [batch, channels, height, width], as ONNX models have it. */
    NCHW,
    /** [batch, height, width, channels], as the graph has it: a Transpose after the inputs and before the outputs. */
    NHWC
}
