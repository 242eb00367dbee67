// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

/**
 * A value that lives across runs: operators read {@code tensor}, which holds what {@code next} held at the end of the
 * run before.
 *
 * @param tensor index of a tensor that no operator writes
 * @param next index of a tensor of the same type, shape and quantization that is a graph input or written by an
 *         operator
 * @param initial index of a constant of the same type and shape: what the first run finds, and one after a reset;
 *         {@link #REAL_ZERO} for real 0
 */
public record Variable(int tensor, int next, int initial) {
    /** In the place of the index of a first value. */
    public static final int REAL_ZERO = -1;

    /**
     * A variable that is real 0 at first.
     *
     * @param tensor index of a tensor that no operator writes
     * @param next index of a tensor of the same type, shape and quantization
     */
    public Variable(int tensor, int next) {
        this(tensor, next, REAL_ZERO);
    }
}
