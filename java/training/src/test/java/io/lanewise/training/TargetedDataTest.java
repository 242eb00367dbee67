// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.graph.Graph;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.data.NpyWriter;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetedDataTest {
    /** One input of two values; outputs of two values and of one. */
    private static final Graph TWO_OUTPUTS = new Graph(
            "two",
            List.of(activation("in", 2), activation("wide", 2), activation("narrow", 1), activation("other", 1)),
            List.of(new Relu(0, 1, Activation.RELU), new Relu(3, 2, Activation.RELU)),
            List.of(0, 3),
            List.of(1, 2));

    @TempDir
    private Path folder;

    private static Tensor activation(String name, int size) {
        return new Tensor(name, DataType.FLOAT32, Shape.of(1, size), null, null);
    }

    private Dataset rows(String name, int width, float... values) throws IOException {
        Path file = folder.resolve(name);
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            Shape shape = width == 1 ? Shape.of() : Shape.of(width);
            NpyWriter.writeHeader(out, DataType.FLOAT32, values.length / width, shape);
            for (float value : values) {
                out.writeInt(Integer.reverseBytes(Float.floatToIntBits(value)));
            }
        }
        return Datasets.open(file);
    }

    /** Three samples of two values, halved. */
    private TrainingData samples() throws IOException {
        return TrainingData.of(
                rows("x.npy", 2, 2, 4, 6, 8, 10, 12), Preprocessing.scaledBy(0.5), List.of(activation("in", 2)));
    }

    @Test
    void targetsGoWithTheirSamplesAndAreNotPreprocessed() throws IOException {
        TrainingData data = samples().withTargets(rows("y.npy", 3, 1, 2, 3, 4, 5, 6, 7, 8, 9), TWO_OUTPUTS);
        assertEquals(3, data.count());
        for (int pass = 0; pass < 2; pass++) {
            try (Stream<LabelledSample> all = data.open()) {
                List<LabelledSample> read = all.toList();
                assertEquals(3, read.size());
                for (int i = 0; i < 3; i++) {
                    assertArrayEquals(
                            new float[] {2 * i + 1, 2 * i + 2}, read.get(i).values());
                    assertArrayEquals(
                            new float[] {3 * i + 1, 3 * i + 2, 3 * i + 3},
                            read.get(i).targets());
                }
            }
        }
    }

    /** An array of one dimension is one value for each sample. */
    @Test
    void oneOutputOfOneValueTakesARow() throws IOException {
        Graph single =
                TWO_OUTPUTS.with(TWO_OUTPUTS.tensors(), TWO_OUTPUTS.operators(), TWO_OUTPUTS.inputs(), List.of(2));
        try (Stream<LabelledSample> all =
                samples().withTargets(rows("y.npy", 1, 7, 8, 9), single).open()) {
            assertEquals(
                    List.of(7f, 8f, 9f), all.map(sample -> sample.targets()[0]).toList());
        }
    }

    @Test
    void theFirstAndTheLastKeepTheirTargets() throws IOException {
        TrainingData data = samples().withTargets(rows("y.npy", 3, 1, 2, 3, 4, 5, 6, 7, 8, 9), TWO_OUTPUTS);
        TrainingData first = data.limit(2);
        assertEquals(2, first.count());
        try (Stream<LabelledSample> two = first.open();
                Stream<LabelledSample> all = data.open()) {
            assertEquals(List.of(1f, 4f), two.map(sample -> sample.targets()[0]).toList());
            assertEquals(
                    List.of(7f), all.skip(2).map(sample -> sample.targets()[0]).toList());
        }
    }

    @Test
    void saysWhatDoesNotFit() throws IOException {
        TrainingData data = samples();
        Dataset few = rows("few.npy", 3, 1, 2, 3, 4, 5, 6);
        assertEquals(
                few.name() + ": has targets for 2 samples, but there are 3",
                assertThrows(IOException.class, () -> data.withTargets(few, TWO_OUTPUTS))
                        .getMessage());
        Dataset narrow = rows("narrow.npy", 2, 1, 2, 3, 4, 5, 6);
        assertEquals(
                narrow.name() + ": has 2 values [2] for each sample, but the outputs [\"wide\" float32[1,2],"
                        + " \"narrow\" float32[1,1]] of two have 3 values in all",
                assertThrows(IOException.class, () -> data.withTargets(narrow, TWO_OUTPUTS))
                        .getMessage());
        Dataset lost = rows("lost.npy", 3, 1, 2, 3, 4, Float.NaN, 6, 7, 8, 9);
        assertPassFails(lost, lost.name() + ": target 1 of sample 1 is NaN, no finite number");
    }

    @Test
    void saysWhichFileIsTooShortOrTooLong() throws IOException {
        Dataset targets = rows("y.npy", 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Path file = folder.resolve("y.npy");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        assertPassFails(targets, file + ": truncated: sample 2 (of 0 to 2) has 7 of its 12 bytes");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertPassFails(targets, file + ": goes on after its 3 samples of f32[3]");
    }

    private void assertPassFails(Dataset targets, String message) throws IOException {
        try (Stream<LabelledSample> all =
                samples().withTargets(targets, TWO_OUTPUTS).open()) {
            assertEquals(
                    message,
                    assertThrows(UncheckedIOException.class, all::toList)
                            .getCause()
                            .getMessage());
        }
    }

    @Test
    void aClassifierHasNoTargets() throws IOException {
        Graph classifier = new Graph(
                "classes",
                List.of(activation("in", 2), activation("out", 2)),
                List.of(new Softmax(0, 1, 1)),
                List.of(0),
                List.of(1));
        Dataset targets = rows("y.npy", 2, 1, 2, 3, 4, 5, 6);
        TrainingData data = samples();
        String message = assertThrows(IllegalArgumentException.class, () -> data.withTargets(targets, classifier))
                .getMessage();
        assertEquals(
                "classes is a classifier, its output is made by SOFTMAX: it learns from labels, and targets are for"
                        + " models that classify nothing",
                message);
    }

    @Test
    void targetsAreSplitAmongTheOutputs() {
        List<LabelledSample> two = List.of(
                new LabelledSample(new float[2], -1, new float[] {1, 2, 3}),
                new LabelledSample(new float[2], -1, new float[] {4, 5, 6}));
        List<float[]> targets = Targets.values(TWO_OUTPUTS).of(two, List.of());
        assertArrayEquals(new float[] {1, 2, 4, 5}, targets.get(0));
        assertArrayEquals(new float[] {3, 6}, targets.get(1));
        List<LabelledSample> none = List.of(new LabelledSample(new float[2], 1));
        assertEquals(
                "a sample has 0 targets, but the outputs [\"wide\" float32[1,2], \"narrow\" float32[1,1]] of two have"
                        + " 3 values in all",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Targets.values(TWO_OUTPUTS).of(none, List.of()))
                        .getMessage());
    }

    /** For any y the two errors and the one differ by the same. */
    @Test
    void theErrorToTheMeanIsTheMeanOfTheErrorsButForAConstant() {
        float[] one = {1, -2, 0.5f};
        float[] other = {3, 0.25f, -4};
        float[] mean = Targets.weightedMean((s, x) -> List.of(one), 0.25f, (s, x) -> List.of(other))
                .of(List.of(), List.of())
                .get(0);
        double constant =
                0.25 * squares(new float[3], one) + 0.75 * squares(new float[3], other) - squares(new float[3], mean);
        for (float[] y : new float[][] {{1, 1, 1}, {-3, 7, 0.125f}, {100, 0, -50}}) {
            assertEquals(0.25 * squares(y, one) + 0.75 * squares(y, other), squares(y, mean) + constant, 1e-9);
        }
    }

    private static double squares(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.pow((double) one[i] - other[i], 2);
        }
        return sum;
    }
}
