// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

/** What a name stands for while a model is read. */
sealed interface Value permits Literal, Computed, Value.Unknown {

    /** The output of a node that was refused: what depends on it is not looked at. */
    record Unknown() implements Value {
        @Override
        public int[] dims() {
            throw new IllegalStateException("the shape of a refused node's output was asked for");
        }
    }

    /** Sizes of the dimensions, in ONNX's order. */
    int[] dims();

    /** Number of dimensions. */
    default int rank() {
        return dims().length;
    }
}
