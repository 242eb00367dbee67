// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.Arrays;

/**
 * A value that an inference computes, in a tensor of the graph whose dimensions may lie in another order than ONNX's:
 * that is how NCHW values are held NHWC, and why most transposes cost nothing.
 *
 * @param tensor index in the graph
 * @param dims sizes in ONNX's order
 * @param order for each of ONNX's dimensions, its position in the tensor
 */
record Computed(int tensor, int[] dims, int[] order) implements Value {

    /** The tensor's sizes, in its own order. */
    int[] stored() {
        int[] stored = new int[dims.length];
        for (int d = 0; d < dims.length; d++) {
            stored[order[d]] = dims[d];
        }
        return stored;
    }

    @Override
    public String toString() {
        return Arrays.toString(dims).replace(" ", "");
    }
}
