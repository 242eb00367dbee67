// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

/**
 * A bound on the memory that reading takes, in proportion to the file. A table or vector of a FlatBuffers file may be
 * pointed at many times, so that a small hostile file could otherwise describe any amount of names and scales.
 */
final class Budget {
    /** What tables, names and vectors may come to, in file sizes; more than honest sharing between tables needs. */
    private static final int FILE_SIZES = 4;

    private final long total;
    private long left;

    Budget(long fileBytes) {
        this.total = FILE_SIZES * fileBytes;
        this.left = total;
    }

    /** Takes bytes of the budget. */
    void spend(long bytes) {
        if (bytes < 0 || bytes > left) {
            throw new IllegalArgumentException("its tables, names and vectors come to more than " + total + " bytes");
        }
        left -= bytes;
    }
}
