// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.quantizer.data.LabelledSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The samples of a pass in an order of the pass's own, in batches of one size; what is left over is not seen in it. The
 * same seed gives the same batches in every run.
 *
 * @param data what is read
 * @param inputs how the graph takes it
 * @param batch samples of a batch
 * @param targets what each is compared with
 * @param augmentation what changes samples
 * @param buffer how many samples are held at a time, to be shuffled
 * @param seed of the orders and changes
 */
public record Batches(
        TrainingData data,
        JoinedInputs inputs,
        int batch,
        Targets targets,
        Augmentation augmentation,
        int buffer,
        long seed) {
    /** Tells the passes apart that have one seed. */
    private static final long PASSES_APART = 0x9E3779B97F4A7C15L;

    /**
     * Checks the numbers.
     *
     * @param data what is read
     * @param inputs how the graph takes it
     * @param batch samples of a batch, at least 1
     * @param targets what each is compared with
     * @param augmentation what changes samples
     * @param buffer how many samples are held at a time, at least 1
     * @param seed of the orders and changes
     * @throws IllegalArgumentException if there are fewer samples than a batch has
     */
    public Batches {
        if (batch < 1 || data.count() < batch) {
            throw new IllegalArgumentException(data.count() + " samples are fewer than a batch of " + batch);
        }
        if (buffer < 1) {
            throw new IllegalArgumentException("a buffer of " + buffer + " samples: it has to be at least 1");
        }
    }

    /** {@return how many batches a pass has} */
    public int perPass() {
        return data.count() / batch;
    }

    /**
     * A pass.
     *
     * @param number from 0
     * @param first batch that is given, from 0; those before it are left out
     * @return its batches
     * @throws IOException if the data cannot be opened
     */
    Pass pass(int number, int first) throws IOException {
        Stream<LabelledSample> samples = data.open();
        Random random = new Random(seed + PASSES_APART * (number + 1));
        Iterator<LabelledSample> shuffled = new ShuffleBuffer<>(samples.iterator(), buffer, random);
        Iterator<Batch> batches = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return given < perPass();
            }

            @Override
            public Batch next() {
                List<LabelledSample> taken = new ArrayList<>();
                while (taken.size() < batch) {
                    taken.add(shuffled.next());
                }
                // Changes are drawn for those left out, too: what follows is as in a run from the start.
                List<float[]> changed = taken.stream()
                        .map(sample -> augmentation.apply(sample.values(), random))
                        .toList();
                return given++ < first ? null : made(taken, changed);
            }
        };
        for (int i = 0; i < first; i++) {
            batches.next();
        }
        return new Pass(samples, new Prefetch<>(batches));
    }

    private Batch made(List<LabelledSample> samples, List<float[]> changed) {
        List<float[]> joined = Batch.joined(
                changed.stream().map(sample -> List.of(inputs.split(sample))).toList());
        return new Batch(joined, targets.of(samples, joined));
    }

    /** Batches that are made while others are used. */
    record Pass(Stream<LabelledSample> samples, Prefetch<Batch> batches) implements AutoCloseable {

        @Override
        public void close() {
            try (samples) {
                batches.close();
            } catch (UncheckedIOException unused) {
                // Nobody reads this pass any more.
            }
        }
    }
}
