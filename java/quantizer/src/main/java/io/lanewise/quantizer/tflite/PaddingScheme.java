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
        Window same = Window.same(
                window.kernelHeight(),
                window.kernelWidth(),
                window.strideHeight(),
                window.strideWidth(),
                window.dilationHeight(),
                window.dilationWidth(),
                input.dim(1),
                input.dim(2));
        return window.equals(same) ? OptionalInt.of(Padding.SAME) : OptionalInt.empty();
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
