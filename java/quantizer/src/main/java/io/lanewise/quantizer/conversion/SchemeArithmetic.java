// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

/** The numbers that an operator of a converted model computes with. */
public enum SchemeArithmetic {
    /** float32 activations and weights, as before. */
    FLOAT32,
    /** float32 activations; the weights are stored as integers and made float before they are used. */
    WEIGHT_ONLY,
    /** float32 in and out; integer weights, and an input that each run quantizes by its own values. */
    DYNAMIC,
    /** int8 activations of a calibrated scale and integer weights. */
    INT8,
    /** int16 activations of a calibrated scale, zero point 0, and integer weights: TFLite's 16x8. */
    INT16;

    /** {@return whether activations are integers whose scale calibration chooses} */
    public boolean isInteger() {
        return this == INT8 || this == INT16;
    }
}
