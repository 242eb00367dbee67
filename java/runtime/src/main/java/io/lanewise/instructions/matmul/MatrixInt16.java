// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

/**
 * int8 weights of a dense layer or of one group of a convolution for int16 inputs, unpacked to one int row per input
 * value: {@code sums = bias + input x rows}, exact in int64.
 */
public final class MatrixInt16 {
    /** Products of at most 2^22 that an int holds the sum of. */
    private static final int BLOCK = 511;

    private final int[][] rows;
    private final long[] bias;

    /** Unpacks channels {@code first} to {@code first + channels - 1} of weights [output channels, depth]. */
    public MatrixInt16(byte[] weights, long[] bias, int first, int channels, int depth) {
        this.rows = new int[depth][channels];
        this.bias = java.util.Arrays.copyOfRange(bias, first, first + channels);
        for (int c = 0; c < channels; c++) {
            for (int k = 0; k < depth; k++) {
                rows[k][c] = weights[(first + c) * depth + k];
            }
        }
    }

    public int channels() {
        return bias.length;
    }

    public int depth() {
        return rows.length;
    }

    /**
     * {@code sums[c]} = bias + sum over k of {@code input[at + k] * weight[c][k]}.
     *
     * @param partial room for the sums of a block, one for each channel
     */
    public void multiply(short[] input, int at, int[] partial, long[] sums) {
        System.arraycopy(bias, 0, sums, 0, bias.length);
        for (int first = 0; first < rows.length; first += BLOCK) {
            java.util.Arrays.fill(partial, 0);
            int end = Math.min(first + BLOCK, rows.length);
            for (int k = first; k < end; k++) {
                addRow(partial, input[at + k], rows[k]);
            }
            for (int c = 0; c < sums.length; c++) {
                sums[c] += partial[c];
            }
        }
    }

    private static void addRow(int[] sums, int x, int[] row) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += x * row[c];
        }
    }

    public long bytes() {
        return ((long) rows.length * Integer.BYTES + Long.BYTES) * bias.length;
    }
}
