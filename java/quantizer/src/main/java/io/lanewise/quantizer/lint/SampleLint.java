// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

import io.lanewise.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Looks at the samples themselves, one after the other. Remembers a hash and a magnitude of each of the first
 * {@value #REMEMBERED} samples, some 5 MB, and nothing of later ones but counts.
 */
public final class SampleLint {
    private static final int REMEMBERED = 1 << 16;
    /** A sample of many times the usual magnitude is named. Bytes that were not scaled to 1 have 255 times. */
    private static final float OUTLYING = 20;

    private final LayoutLint layout;
    private final Set<Long> hashes = new HashSet<>();
    private float[] magnitudes = new float[256];
    private int samples;
    private int constants;
    private int firstConstant;
    private int duplicates;
    private int firstDuplicate;

    /**
     * Makes a lint for samples of one model.
     *
     * @param shape of its input; of several, that of their values in a row
     */
    public SampleLint(Shape shape) {
        this.layout = new LayoutLint(shape);
    }

    /**
     * Looks at the next sample: the inputs' elements, after preprocessing.
     *
     * @param sample dense in that shape, NHWC; not kept
     */
    public void add(float[] sample) {
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : sample) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        if (smallest == largest && sample.length > 1) {
            firstConstant = constants == 0 ? samples : firstConstant;
            constants++;
        } else if (samples < REMEMBERED && !hashes.add(hash(sample))) {
            firstDuplicate = duplicates == 0 ? samples : firstDuplicate;
            duplicates++;
        }
        if (samples < REMEMBERED) {
            magnitudes = samples == magnitudes.length ? Arrays.copyOf(magnitudes, 2 * samples) : magnitudes;
            magnitudes[samples] = Math.max(Math.abs(smallest), Math.abs(largest));
        }
        layout.add(sample);
        samples++;
    }

    /** Two 32-bit checksums; equal ones of different samples are no harm but a wrong warning in 2^64 pairs. */
    private static long hash(float[] sample) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * sample.length);
        bytes.asFloatBuffer().put(sample);
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return crc.getValue() << 32 | Arrays.hashCode(sample) & 0xffffffffL;
    }

    /** {@return what is suspicious about the samples so far} */
    public List<DataWarning> warnings() {
        List<DataWarning> warnings = new ArrayList<>();
        if (constants > 0) {
            warnings.add(new ConstantSamples(constants, firstConstant, samples));
        }
        if (duplicates > 0) {
            warnings.add(new DuplicateSamples(duplicates, firstDuplicate, samples));
        }
        int known = Math.min(samples, REMEMBERED);
        float[] sorted = Arrays.copyOf(magnitudes, known);
        Arrays.sort(sorted);
        if (known > 0 && sorted[known / 2] > 0 && sorted[known - 1] > OUTLYING * sorted[known / 2]) {
            int sample = 0;
            while (magnitudes[sample] != sorted[known - 1]) {
                sample++;
            }
            warnings.add(new OutlyingSample(sample, sorted[known - 1], sorted[known / 2]));
        }
        layout.warning().ifPresent(warnings::add);
        return warnings;
    }
}
