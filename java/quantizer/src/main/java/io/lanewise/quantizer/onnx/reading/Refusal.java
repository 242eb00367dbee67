// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

/** Why a node cannot be read, in words for the user. The reader adds which node it is. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message, null, false, false);
    }

    /** Throws unless the condition holds. */
    static void unless(boolean condition, String format, Object... arguments) {
        if (!condition) {
            throw new Refusal(String.format(format, arguments));
        }
    }
}
