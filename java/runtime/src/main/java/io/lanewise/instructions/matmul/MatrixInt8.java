// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

/**
 * Weights of a dense layer or of one group of a convolution, unpacked to one int row per input value:
 * {@code sums = offsets + input x rows}.
 */
public final class MatrixInt8 {
    private final int[][] rows;
    private final int[] offsets;

    /**
     * Unpacks channels {@code first} to {@code first + channels - 1} of weights [output channels, depth].
     *
     * @param inputZeroPoint folded into the offsets: bias - inputZeroPoint x sum(weights)
     */
    public MatrixInt8(
            byte[] weights,
            int[] weightZeroPoints,
            int[] bias,
            int first,
            int channels,
            int depth,
            int inputZeroPoint) {
        rows = new int[depth][channels];
        offsets = new int[channels];
        for (int c = 0; c < channels; c++) {
            int sum = 0;
            for (int k = 0; k < depth; k++) {
                int weight = weights[(first + c) * depth + k] - weightZeroPoints[first + c];
                rows[k][c] = weight;
                sum += weight;
            }
            offsets[c] = bias[first + c] - inputZeroPoint * sum;
        }
    }

    public int channels() {
        return offsets.length;
    }

    public int depth() {
        return rows.length;
    }

    /** {@code sums[c]} = offset + sum over k of {@code input[at + k] * weight[c][k]}; exact modulo 2^32. */
    public void multiply(byte[] input, int at, int[] sums) {
        System.arraycopy(offsets, 0, sums, 0, offsets.length);
        int depth = rows.length;
        int k = 0;
        for (; k <= depth - 4; k += 4) {
            addFourRows(
                    sums,
                    input[at + k],
                    rows[k],
                    input[at + k + 1],
                    rows[k + 1],
                    input[at + k + 2],
                    rows[k + 2],
                    input[at + k + 3],
                    rows[k + 3]);
        }
        for (; k < depth; k++) {
            addRow(sums, input[at + k], rows[k]);
        }
    }

    /** Four rows at a time: one load and one store of the sums for four multiplications. */
    private static void addFourRows(
            int[] sums, int x0, int[] row0, int x1, int[] row1, int x2, int[] row2, int x3, int[] row3) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += x0 * row0[c] + x1 * row1[c] + x2 * row2[c] + x3 * row3[c];
        }
    }

    private static void addRow(int[] sums, int x, int[] row) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += x * row[c];
        }
    }

    public long bytes() {
        return (rows.length + 1L) * offsets.length * Integer.BYTES;
    }
}
