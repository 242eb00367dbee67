// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

/** A failure that its message explains to the one who called the meter. */
final class MeterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MeterException(String message) {
        super(message);
    }
}
