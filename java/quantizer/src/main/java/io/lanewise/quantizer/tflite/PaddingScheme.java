// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.instructions.Window;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.Padding;
import java.util.OptionalInt;

/** TFLite's two words for padding. */
final class PaddingScheme {

    private PaddingScheme() {}

    /** {@link Padding#VALID} or {@link Padding#SAME}; empty where neither says this padding. {@code input} is NHWC. */
    static OptionalInt of(Window window, Shape input) {
        if (window.equals(valid(window))) {
            return OptionalInt.of(Padding.VALID);
        }
        return window.isSame(input) ? OptionalInt.of(Padding.SAME) : OptionalInt.empty();
    }

    /**
     * The same of a window of a transposed convolution, whose padding below and to the right follows from its output.
     *
     * @param output NHWC
     */
    static OptionalInt ofTransposed(Window window, Shape output) {
        Window same = Window.same(
                window.kernelHeight(),
                window.kernelWidth(),
                window.strideHeight(),
                window.strideWidth(),
                1,
                1,
                output.dim(1),
                output.dim(2));
        if (window.paddingTop() == same.paddingTop() && window.paddingLeft() == same.paddingLeft()) {
            return OptionalInt.of(Padding.SAME);
        }
        return window.paddingTop() == 0 && window.paddingLeft() == 0
                ? OptionalInt.of(Padding.VALID)
                : OptionalInt.empty();
    }

    /** As {@link #of}, of padding that has a word. */
    static byte code(Window window, Shape input) {
        return (byte) of(window, input).orElseThrow();
    }

    /** The same window without padding. */
    static Window valid(Window window) {
        return Window.valid(
                window.kernelHeight(),
                window.kernelWidth(),
                window.strideHeight(),
                window.strideWidth(),
                window.dilationHeight(),
                window.dilationWidth());
    }
}
