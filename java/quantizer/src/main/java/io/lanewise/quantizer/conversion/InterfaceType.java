// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

/** Element type of a converted model's inputs and outputs. */
public enum InterfaceType {
    /**
     * Integers in, integers out, int8 or what the scheme says; the tensors' scales and zero points say what they mean.
     */
    INT8,
    /** float32 in, float32 out, as before: QUANTIZE after the inputs, DEQUANTIZE before the outputs. */
    FLOAT32
}
