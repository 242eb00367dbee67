// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

/** Element type of a converted model's inputs and outputs. */
public enum InterfaceType {
    /** int8 in, int8 out; the tensors' scales and zero points say what the bytes mean. */
    INT8,
    /** float32 in, float32 out, as before: QUANTIZE after the inputs, DEQUANTIZE before the outputs. */
    FLOAT32
}
