// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

/** Why one operator or tensor cannot be read. {@link Problems} collects them and adds which one it was. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Problem(String message) {
        super(message, null, false, false);
    }

    /**
     * Does nothing if a rule holds; refuses with the message, formatted as by {@link String#format}, if it does not.
     */
    static void unless(boolean rule, String format, Object... values) {
        if (!rule) {
            throw new Problem(String.format(format, values));
        }
    }
}
