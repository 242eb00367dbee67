// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

/**
 * What a kernel throws that cannot go on with what its inputs hold: an index out of range, a divisor of 0. Whoever runs
 * the step says which it was.
 */
public final class RunFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was found, and what is possible. */
    public RunFailure(String message) {
        super(message, null, false, false);
    }
}
