// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

/** What a kind of node takes its inputs for. */
enum ImageRole {
    /** Its first input is an NCHW image, the others are none. */
    IMAGE,
    /**
     * What those that read its outputs take these for: a function of each element, or another node that means the same
     * in any order of dimensions.
     */
    TRANSPARENT,
    /** Dimensions as ONNX has them. */
    NEITHER
}
