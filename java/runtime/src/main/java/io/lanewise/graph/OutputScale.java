// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

/** What TFLite's 8-bit specification says of the scale and zero point of a kind of operator's output. */
public enum OutputScale {
    /** Chosen by the output's own range. */
    OWN,
    /** The first input's: the kernel moves or averages integers. */
    SAME_AS_INPUT,
    /**
     * Chosen by the output's own range, and all inputs are to have it too: the kernel takes their integers as they are.
     */
    SHARED_WITH_INPUTS,
    /** 1/256 and -128 in int8, 1/32768 and 0 in int16: results from 0 to 1. */
    UNIT,
    /** 1/128 and 0 in int8, 1/32768 and 0 in int16: results from -1 to 1. */
    SIGNED_UNIT,
    /** 1/16 and 127 in int8: logarithms of results from 0 to 1, down to -16. */
    LOGARITHM_OF_UNIT
}
