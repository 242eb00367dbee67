// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Weights as indices of a few reals, found by k-means on a line (Lloyd's algorithm). The first reals are quantiles of
 * the weights, so equal weights give equal codebooks; sorted weights make every cluster a run, its mean a difference of
 * sums.
 */
final class Codebook {
    private static final int MOST_ROUNDS = 100;

    private Codebook() {}

    /** The weights so stored, in one codebook of at most 16 or 256 reals. */
    static Tensor of(Tensor weights, WeightScheme.Type type) {
        float[] values = weights.floats();
        float[] entries = entries(values, type == WeightScheme.Type.CODEBOOK_16 ? 16 : 256);
        byte[] indices = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            indices[i] = (byte) nearest(entries, values[i]);
        }
        if (type == WeightScheme.Type.CODEBOOK_16) {
            for (int i = 0; i < indices.length; i++) {
                indices[i] -= 8;
            }
            return new Tensor(
                    weights.name(),
                    DataType.INT4,
                    weights.shape(),
                    Quantization.codebook(entries),
                    ByteBuffer.wrap(PackedInt4.pack(indices)));
        }
        return new Tensor(
                weights.name(),
                DataType.UINT8,
                weights.shape(),
                Quantization.codebook(entries),
                ByteBuffer.wrap(indices));
    }

    /** At most {@code most} reals in ascending order, fewer where there are fewer values. */
    static float[] entries(float[] values, int most) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] sums = new double[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            sums[i + 1] = sums[i] + sorted[i];
        }
        float[] entries = new float[most];
        for (int k = 0; k < most; k++) {
            entries[k] = sorted[(int) ((k + 0.5) * sorted.length / most)];
        }
        entries = distinct(entries);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            float[] means = means(sorted, sums, entries);
            if (Arrays.equals(means, entries)) {
                break;
            }
            entries = distinct(means);
        }
        return entries;
    }

    /** The mean of the values nearest to each entry; an entry without values stays. */
    private static float[] means(float[] sorted, double[] sums, float[] entries) {
        float[] means = new float[entries.length];
        int first = 0;
        for (int k = 0; k < entries.length; k++) {
            int end = k + 1 < entries.length ? firstAbove(sorted, (entries[k] + entries[k + 1]) / 2) : sorted.length;
            means[k] = end == first ? entries[k] : (float) ((sums[end] - sums[first]) / (end - first));
            first = end;
        }
        return means;
    }

    private static int firstAbove(float[] sorted, float limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static float[] distinct(float[] ascending) {
        int count = 1;
        float[] kept = ascending.clone();
        for (int i = 1; i < kept.length; i++) {
            if (kept[i] > kept[count - 1]) {
                kept[count++] = kept[i];
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static int nearest(float[] entries, float value) {
        int index = Arrays.binarySearch(entries, value);
        int above = index >= 0 ? index : -index - 1;
        if (above == 0 || above < entries.length && entries[above] - value < value - entries[above - 1]) {
            return above;
        }
        return above - 1 + (index >= 0 ? 1 : 0);
    }
}
