// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lanewise.quantizer.SharedData;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleLintTest {

    private static Tensor input(int... dims) {
        return new Tensor("image", DataType.FLOAT32, Shape.of(dims), null, null);
    }

    private static List<DataWarning> lint(Tensor input, Stream<float[]> samples) {
        SampleLint lint = new SampleLint(input.shape());
        samples.forEach(lint::add);
        return lint.warnings();
    }

    private static List<DataWarning> lint(float[]... samples) {
        return lint(input(1, samples[0].length), Arrays.stream(samples));
    }

    @Test
    void ordinarySamplesAreNothingToSay() {
        assertEquals(List.of(), lint(new float[] {1, 2}, new float[] {3, 4}, new float[] {0, 1}));
        assertEquals(List.of(), lint());
    }

    private static List<DataWarning> lint() {
        return lint(input(1, 2), Stream.empty());
    }

    @Test
    void findsConstantsAndDuplicates() {
        List<DataWarning> warnings = lint(
                new float[] {1, 2},
                new float[] {0, 0},
                new float[] {3, 3},
                new float[] {2, 1},
                new float[] {1, 2},
                new float[] {2, 1},
                new float[] {0, 0});
        assertEquals(List.of(new ConstantSamples(3, 1, 7), new DuplicateSamples(2, 4, 7)), warnings);
        assertEquals(
                "3 of 7 samples hold one value throughout, the first is sample 1; they teach nothing about ranges",
                warnings.get(0).message());
    }

    @Test
    void findsASampleThatWasNotNormalized() {
        Random random = new Random(1);
        float[][] samples = new float[50][3];
        for (float[] sample : samples) {
            for (int i = 0; i < 3; i++) {
                sample[i] = random.nextFloat();
            }
        }
        samples[33] = new float[] {0, 255, 3};
        DataWarning warning = lint(samples).get(0);
        assertEquals(33, assertInstanceOf(OutlyingSample.class, warning).sample());
        samples[33] = new float[] {0, 2, 0.1f};
        assertEquals(List.of(), lint(samples));
    }

    /** Smooth images, different in each channel: waves of a few pixels' length. */
    private static Stream<float[]> images(boolean planes) {
        Random random = new Random(2);
        return Stream.generate(() -> {
                    float[] image = new float[16 * 24 * 3];
                    for (int c = 0; c < 3; c++) {
                        double phase = random.nextDouble() * 6;
                        double tilt = random.nextDouble() * 0.5;
                        for (int y = 0; y < 16; y++) {
                            for (int x = 0; x < 24; x++) {
                                int place = planes ? (c * 16 + y) * 24 + x : (y * 24 + x) * 3 + c;
                                image[place] =
                                        (float) (Math.sin(phase + tilt * y + 0.4 * x) + 0.1 * random.nextDouble());
                            }
                        }
                    }
                    return image;
                })
                .limit(10);
    }

    @Test
    void tellsLayoutsApart() {
        Tensor input = input(1, 16, 24, 3);
        assertEquals(List.of(), lint(input, images(false)));
        assertInstanceOf(SuspiciousLayout.class, lint(input, images(true)).get(0));
    }

    @Test
    void noiseHasNoLayout() {
        Random random = new Random(2);
        assertEquals(
                List.of(),
                lint(
                        input(1, 16, 24, 3),
                        Stream.generate(() -> {
                                    float[] image = new float[16 * 24 * 3];
                                    for (int i = 0; i < image.length; i++) {
                                        image[i] = random.nextFloat();
                                    }
                                    return image;
                                })
                                .limit(10)));
    }

    @Test
    void photographsAreToldApart() throws IOException {
        Dataset photographs = Datasets.open(SharedData.file("samples/cifar10-jpeg/train500-images-nhwc-ubyte.gz"))
                .limit(100);
        Tensor input = input(1, 32, 32, 3);
        try (Stream<float[]> samples = Preprocessing.NONE.stream(photographs, List.of(input))) {
            assertEquals(List.of(), lint(input, samples));
        }
        SampleLint lint = new SampleLint(input.shape());
        try (Stream<float[]> samples = Preprocessing.NONE.stream(photographs, List.of(input))) {
            samples.map(SampleLintTest::toPlanes).forEach(lint::add);
        }
        assertInstanceOf(SuspiciousLayout.class, lint.warnings().get(0));
    }

    private static float[] toPlanes(float[] image) {
        float[] planes = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            planes[i % 3 * 1024 + i / 3] = image[i];
        }
        return planes;
    }
}
