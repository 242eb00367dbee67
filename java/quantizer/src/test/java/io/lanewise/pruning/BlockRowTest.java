// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.instructions.WindowGeometry;
import io.lanewise.quantizer.moments.InputMoments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Blocks that go one after the other leave what a regression of all that is gone on all that is left says at once
 * ({@link RegressionTest} has that from elsewhere), and cost what it leaves unexplained.
 */
class BlockRowTest {
    private static final int SAMPLES = 200;
    private static final int DEPTH = 14;
    private static final int INPUTS = 7;
    private static final int OUTPUTS = 3;

    private final InputMoments moments = moments();
    private final float[] weights = new float[OUTPUTS * DEPTH];

    BlockRowTest() {
        Random random = new Random(3);
        IntStream.range(0, weights.length).forEach(i -> weights[i] = (float) random.nextGaussian());
    }

    /** Inputs that go with each other. */
    private static InputMoments moments() {
        Random random = new Random(2);
        float[] rows = new float[SAMPLES * DEPTH];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian() + (i % DEPTH == 0 ? 1 : 0.7f * rows[i - 1]);
        }
        InputMoments moments = new InputMoments(WindowGeometry.ofRows(SAMPLES, DEPTH, 1), SAMPLES);
        moments.add(rows, 0);
        return moments;
    }

    private BlockRow row(int width) {
        DMatrixRMaj inverse = new DMatrixRMaj(DEPTH, DEPTH);
        CommonOps_DDRM.invertSPD(new DMatrixRMaj(DEPTH, DEPTH, true, moments.covariance(0)), inverse);
        DMatrixRMaj all = new DMatrixRMaj(OUTPUTS, DEPTH);
        IntStream.range(0, weights.length).forEach(i -> all.data[i] = weights[i]);
        return new BlockRow(all, inverse, INPUTS, width);
    }

    /** What a sum loses when inputs are gone and the others make up for them: wᵀ C w of the change. */
    private double lost(int[] gone, float[] target) {
        int[] left = IntStream.range(0, DEPTH)
                .filter(i -> IntStream.of(gone).noneMatch(g -> g == i))
                .toArray();
        Regression regression = new Regression(moments, 0, left, gone);
        double[] covariance = moments.covariance(0);
        double lost = 0;
        for (int output = 0; output < OUTPUTS; output++) {
            double[] told = regression.weights(weights, output * DEPTH);
            double[] change = new double[DEPTH];
            for (int i = 0; i < left.length; i++) {
                change[left[i]] = told[i];
                target[output * DEPTH + left[i]] = (float) (weights[output * DEPTH + left[i]] + told[i]);
            }
            for (int i : gone) {
                change[i] = -weights[output * DEPTH + i];
                target[output * DEPTH + i] = 0;
            }
            for (int i = 0; i < DEPTH; i++) {
                for (int j = 0; j < DEPTH; j++) {
                    lost += change[i] * covariance[i * DEPTH + j] * change[j];
                }
            }
        }
        return lost;
    }

    private static List<int[]> blocks(int width) {
        List<int[]> blocks = new ArrayList<>();
        for (int place = 0; place < DEPTH; place += INPUTS) {
            for (int input = 0; input < INPUTS; input += width) {
                blocks.add(IntStream.range(place + input, place + Math.min(INPUTS, input + width))
                        .toArray());
            }
        }
        return blocks;
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "3, 6", "1, 14", "16, 2"})
    void isTheRegressionOfWhatIsGone(int width, int count) {
        BlockRow row = row(width);
        assertEquals(count, row.blocks());
        List<int[]> left = blocks(width);
        int[] gone = new int[0];
        double lost = 0;
        while (row.blocks() > 1) {
            // Of all blocks, each with those before it, the one that costs least for a weight.
            int[] before = gone;
            double lostBefore = lost;
            List<int[]> with = left.stream()
                    .map(block -> IntStream.concat(IntStream.of(before), IntStream.of(block))
                            .toArray())
                    .toList();
            double[] costs = IntStream.range(0, left.size())
                    .mapToDouble(i -> (lost(with.get(i), new float[weights.length]) - lostBefore) / left.get(i).length)
                    .toArray();
            int best = IntStream.range(0, costs.length)
                    .boxed()
                    .min(Comparator.comparingDouble(i -> costs[i]))
                    .orElseThrow();
            gone = with.get(best);
            left.remove(best);
            lost += row.removeNext().error();

            float[] expected = new float[weights.length];
            assertEquals(lost(gone, expected), lost, 1e-4 * lost);
            float[] actual = new float[weights.length];
            row.put(actual, 0);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], actual[i], 1e-4, "weight " + i + " of " + gone.length + " gone");
                assertTrue(expected[i] != 0 || actual[i] == 0, "weight " + i + " is gone, and " + actual[i]);
            }
        }
        row.removeNext();
        float[] none = new float[weights.length];
        row.put(none, 0);
        assertEquals(
                0, IntStream.range(0, none.length).filter(i -> none[i] != 0).count());
    }
}
