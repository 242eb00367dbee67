// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

/** Why one operator or tensor cannot be read. {@link Problems} collects them and adds which one it was. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean damage;

    Problem(String message) {
        this(message, false);
    }

    private Problem(String message, boolean damage) {
        super(message, null, false, false);
        this.damage = damage;
    }

    /** Whether no writer means it so. */
    boolean isDamage() {
        return damage;
    }

    /**
     * Does nothing if a rule holds; refuses with the message, formatted as by {@link String#format}, if it does not.
     */
    static void unless(boolean rule, String format, Object... values) {
        if (!rule) {
            throw new Problem(String.format(format, values));
        }
    }

    /** The same of a rule that holds for every file that is not damaged. */
    static void unlessDamaged(boolean rule, String format, Object... values) {
        if (!rule) {
            throw new Problem(String.format(format, values), true);
        }
    }
}
