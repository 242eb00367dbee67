// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import java.util.Arrays;

/**
 * The float twin of {@link MatrixInt8}: {@code sums = input x rows + bias}, accumulated in float32, one product
 * after the other and the bias last, as TFLite's reference kernels do.
 *
 * <p>By rows, so that the JVM makes SIMD code of it. On 32-bit ARM by columns, so that it does not: HotSpot 17's server
 * compiler makes pairs of scalar VFP instructions there ("vmul2F_reg_vfp" in its arm.ad), and when registers run short
 * it hands them d16 to d31, which those instructions cannot name: they silently work on d0 to d15.
 */
public final class MatrixFloat {
    private static final boolean BY_COLUMNS = System.getProperty("os.arch").equals("arm");

    private final float[][] rows;
    private final float[] bias;

    /** Unpacks channels {@code first} to {@code first + channels - 1} of weights [output channels, depth]. */
    public MatrixFloat(float[] weights, float[] bias, int first, int channels, int depth) {
        this.rows = new float[depth][channels];
        this.bias = new float[channels];
        System.arraycopy(bias, first, this.bias, 0, channels);
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

    /** {@code sums[c]} = sum over k of {@code input[at + k] * weight[c][k]}, + bias. */
    public void multiply(float[] input, int at, float[] sums) {
        if (BY_COLUMNS) {
            multiplyByColumns(input, at, sums);
        } else {
            multiplyByRows(input, at, sums);
        }
    }

    private void multiplyByColumns(float[] input, int at, float[] sums) {
        for (int c = 0; c < sums.length; c++) {
            float sum = 0;
            for (int k = 0; k < rows.length; k++) {
                sum += input[at + k] * rows[k][c];
            }
            sums[c] = sum + bias[c];
        }
    }

    private void multiplyByRows(float[] input, int at, float[] sums) {
        Arrays.fill(sums, 0);
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
        for (int c = 0; c < sums.length; c++) {
            sums[c] += bias[c];
        }
    }

    private static void addFourRows(
            float[] sums,
            float x0,
            float[] row0,
            float x1,
            float[] row1,
            float x2,
            float[] row2,
            float x3,
            float[] row3) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] = sums[c] + x0 * row0[c] + x1 * row1[c] + x2 * row2[c] + x3 * row3[c];
        }
    }

    private static void addRow(float[] sums, float x, float[] row) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += x * row[c];
        }
    }

    public long bytes() {
        return (rows.length + 1L) * bias.length * Float.BYTES;
    }
}
