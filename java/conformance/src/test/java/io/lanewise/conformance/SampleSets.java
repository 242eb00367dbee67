// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three sets of samples without a sample in common: to calibrate with, to choose by while the quantizer is worked on,
 * and to report on. Images: 500 of the training set, 2,000 others of it, the test set. Speech has one set of 500: of
 * each five records the first, the second, and the others.
 *
 * @param calibration as the model takes them
 * @param measured the same
 * @param labels of those measured
 */
record SampleSets(List<float[]> calibration, List<float[]> measured, List<Integer> labels) {
    private static final int CALIBRATED = 500;
    private static final int CHOSEN_BY = 2000;
    private static final int SPLIT = 5;

    /** {@code set}: {@code choose} or {@code report}. */
    static SampleSets of(StoredModel stored, String set) {
        if (!List.of("choose", "report").contains(set)) {
            throw new IllegalArgumentException(set + " is neither choose nor report");
        }
        boolean report = set.equals("report");
        if (!stored.isImage()) {
            byte[] samples = stored.samples(stored.n());
            byte[] labels = stored.labels(stored.n());
            int[] measured = IntStream.range(0, stored.n())
                    .filter(i -> report ? i % SPLIT > 1 : i % SPLIT == 1)
                    .toArray();
            return new SampleSets(
                    floats(
                            stored,
                            samples,
                            stored.n(),
                            IntStream.range(0, stored.n())
                                    .filter(i -> i % SPLIT == 0)
                                    .toArray()),
                    floats(stored, samples, stored.n(), measured),
                    labels(labels, measured));
        }
        String train = stored.isColour()
                ? "samples/cifar10-jpeg/train500-images-nhwc-ubyte.gz"
                : "samples/mnist/train-first1000-images-idx3-ubyte.gz";
        byte[] calibration = IdxFile.read(SharedData.file(train)).bytes(CALIBRATED);
        int[] first = IntStream.range(0, CALIBRATED).toArray();
        List<float[]> calibrated = floats(stored, calibration, CALIBRATED, first);
        if (report) {
            int[] all = IntStream.range(0, stored.n()).toArray();
            return new SampleSets(
                    calibrated,
                    floats(stored, stored.samples(stored.n()), stored.n(), all),
                    labels(stored.labels(stored.n()), all));
        }
        String images = stored.isColour()
                ? "samples/cifar10-jpeg/train12000-images-nhwc-ubyte.gz"
                : "samples/mnist/train12000-images-idx3-ubyte.gz";
        byte[] others = IdxFile.read(SharedData.file(images)).bytes(2 * CHOSEN_BY);
        // Both are drawn from the same training set.
        int size = others.length / (2 * CHOSEN_BY);
        Set<String> seen = IntStream.range(0, CALIBRATED)
                .mapToObj(i -> text(calibration, i, size))
                .collect(Collectors.toCollection(HashSet::new));
        int[] measured = IntStream.range(0, 2 * CHOSEN_BY)
                .filter(i -> seen.add(text(others, i, size)))
                .limit(CHOSEN_BY)
                .toArray();
        return new SampleSets(
                calibrated,
                floats(stored, others, 2 * CHOSEN_BY, measured),
                labels(
                        IdxFile.read(SharedData.file(
                                        images.replace("images-nhwc", "labels").replace("images-idx3", "labels-idx1")))
                                .bytes(2 * CHOSEN_BY),
                        measured));
    }

    private static String text(byte[] samples, int record, int size) {
        return Arrays.toString(Arrays.copyOfRange(samples, record * size, (record + 1) * size));
    }

    private static List<float[]> floats(StoredModel stored, byte[] samples, int count, int[] records) {
        int size = samples.length / count;
        List<float[]> all = new ArrayList<>();
        for (int record : records) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = stored.preprocess(samples[record * size + i], i % 3);
            }
            all.add(values);
        }
        return all;
    }

    private static List<Integer> labels(byte[] labels, int[] records) {
        return IntStream.of(records).mapToObj(record -> (int) labels[record]).toList();
    }
}
