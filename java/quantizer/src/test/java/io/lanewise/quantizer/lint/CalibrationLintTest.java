// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.quantizer.SharedData;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationLintTest {

    private static List<DataWarning> lint(Model model, Stream<float[]> samples) {
        try (Calibration calibration = new Calibration(model, Backend.JAVA)) {
            samples.forEach(calibration::add);
            return CalibrationLint.warnings(model.graph(), calibration);
        }
    }

    /** Two inputs of about 1 on weights of 0.5 and biases of 0.7. */
    private static Graph graph() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2);
        int weights = g.floats("weights", Shape.of(2, 2), 0.5f, -0.5f, 0.5f, 0.5f);
        int bias = g.floats("bias", Shape.of(2), 0.7f, -0.7f);
        int out = g.activation("out", 1, 2);
        return g.add(new FullyConnected(in, weights, bias, out, Activation.NONE, false))
                .build(out);
    }

    private static List<DataWarning> lint(float size) {
        return lint(Model.of(graph()), Stream.of(new float[] {size, -size}, new float[] {-size, -size}));
    }

    @Test
    void samplesOfAnotherSizeThanTheBiasesExpect() {
        assertEquals(List.of(), lint(1));
        assertEquals(List.of(), lint(30));
        SuspiciousScale large = (SuspiciousScale) lint(255).get(0);
        assertEquals(255 * Math.sqrt(0.5) / 0.7, large.ratio(), 1);
        assertTrue(
                large.message()
                        .startsWith("the samples (-255.0 to 255.0) look too large for this model: inputs of operator"
                                + " 0 FULLY_CONNECTED \"out\" contribute 258 times"),
                large.message());
        assertTrue(lint(1 / 255f).get(0).message().contains("look too small"));
    }

    /** Scores of 0.1 beside coordinates of 10 have 256 / 200 x 2 steps or so. */
    @Test
    void namesWhatAConcatenationStarves() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2);
        int narrow = g.activation("scores", 1, 2);
        g.add(new Mul(in, g.floats("tenth", Shape.of(1), 0.1f), narrow, Activation.NONE));
        int wide = g.activation("boxes", 1, 2);
        g.add(new Mul(in, g.floats("ten", Shape.of(1), 10), wide, Activation.NONE));
        int out = g.activation("out", 1, 4);
        Model model = Model.of(g.add(new Concatenation(List.of(narrow, wide), out, 1, Activation.NONE))
                .build(out));
        List<DataWarning> warnings = lint(model, Stream.of(new float[] {1, -1}, new float[] {-1, 1}));
        assertEquals(1, warnings.size(), warnings.toString());
        UnequalRanges unequal = (UnequalRanges) warnings.get(0);
        assertEquals(2.56, unequal.steps(), 0.01);
        assertTrue(
                unequal.message()
                        .startsWith("operator 2 CONCATENATION \"out\" gives all inputs one scale, which leaves"
                                + " \"scores\" 2.6 of 256 steps"),
                unequal.message());
    }

    @Test
    void namesTheRangesThatGrowMost() {
        List<DataWarning> warnings = lint(
                Model.of(graph()),
                Stream.of(new float[] {1, 1}, new float[] {-1, -1}, new float[] {1, 0.5f}, new float[] {3, -1}));
        GrowingRanges growing = (GrowingRanges) warnings.get(0);
        assertEquals("in", growing.tensors().get(0).name());
        assertEquals(1.0, growing.tensors().get(0).fraction());
        assertTrue(
                growing.message().startsWith("ranges were still growing after 4 samples: \"in\" by 100 %"),
                growing.message());
    }

    @ParameterizedTest
    @CsvSource({
        "mlperf-tiny/resnet8_cifar10_f32, cifar10-jpeg/train500-images-nhwc, 1, true",
        "mlperf-tiny/resnet8_cifar10_f32, cifar10-jpeg/train500-images-nhwc, 255, false",
        "tinymaix/cifar10_f, cifar10-jpeg/train500-images-nhwc, 255, true",
        "tinymaix/cifar10_f, cifar10-jpeg/train500-images-nhwc, 1, false",
        "tinymaix/mnist_valid_f, mnist/train-first1000-images-idx3, 255, true",
        "tinymaix/mnist_valid_f, mnist/train-first1000-images-idx3, 1, false",
        "tinymaix/mnist_resnet_f, mnist/train-first1000-images-idx3, 255, true",
        "tinymaix/mnist_resnet_f, mnist/train-first1000-images-idx3, 1, false"
    })
    void trainedModelsKnowTheirScale(String name, String samples, int divisor, boolean right) throws IOException {
        Model model = Model.load(SharedData.file("models/" + name + ".tflite"));
        try (Stream<float[]> stream = Preprocessing.scaledBy(1.0 / divisor).stream(
                Datasets.open(SharedData.file("samples/" + samples + "-ubyte.gz"))
                        .limit(20),
                model.inputs())) {
            assertEquals(right, lint(model, stream).stream().noneMatch(SuspiciousScale.class::isInstance));
        }
    }
}
