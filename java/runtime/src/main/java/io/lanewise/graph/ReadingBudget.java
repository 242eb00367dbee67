// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

/**
 * A bound on the memory that reading a model takes, in proportion to its file. What a file describes may be far larger
 * than the file: tables that are pointed at many times, constants that are worked out from their sizes. There is one
 * for each file, and a reader takes from it whatever it makes before it makes it.
 */
public final class ReadingBudget {
    private final String what;
    private final long total;
    private long left;

    /**
     * @param what names what is counted, in the plural, for the message: "its tables"
     * @param total bytes that may be made in all
     */
    public ReadingBudget(String what, long total) {
        this.what = what;
        this.total = total;
        this.left = total;
    }

    /**
     * Takes bytes of the budget.
     *
     * @param bytes what is about to be made, in the unit of the total
     * @throws IllegalArgumentException if fewer are left; then none are taken
     */
    public void spend(long bytes) {
        if (bytes < 0 || bytes > left) {
            throw new IllegalArgumentException(what + " come to more than " + total + " bytes");
        }
        left -= bytes;
    }
}
