// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

/** Why one operator or tensor cannot be read. Whoever collects refusals adds which one it was. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message, null, false, false);
    }

    /** Does nothing if a rule holds; refuses with the message, formatted as by {@link String#format}, if it does not. */
    static void unless(boolean rule, String format, Object... values) {
        if (!rule) {
            throw new Refusal(String.format(format, values));
        }
    }
}
