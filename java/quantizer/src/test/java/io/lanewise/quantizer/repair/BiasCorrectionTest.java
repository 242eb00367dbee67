// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantization.Dequantization;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Biases take up what rounding weights adds to the mean. */
class BiasCorrectionTest {
    private static final int WIDTH = 16;
    private static final List<float[]> SAMPLES =
            Stream.generate(BiasCorrectionTest::sample).limit(200).toList();
    private static Random random;

    /** Positive values, so that errors of weights do not cancel out. */
    private static float[] sample() {
        random = random == null ? new Random(3) : random;
        float[] sample = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            sample[i] = random.nextFloat();
        }
        return sample;
    }

    private static Graph graph(int layers) {
        GraphBuilder g = new GraphBuilder();
        Random weights = new Random(4);
        int x = g.input("x", 1, WIDTH);
        for (int layer = 0; layer < layers; layer++) {
            float[] values = new float[WIDTH * WIDTH];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) weights.nextGaussian() * 0.3f;
            }
            int y = g.activation("layer" + layer, 1, WIDTH);
            g.add(new FullyConnected(
                    x,
                    g.floats("weights" + layer, Shape.of(WIDTH, WIDTH), values),
                    -1,
                    y,
                    layer < layers - 1 ? Activation.RELU : Activation.NONE,
                    false));
            x = y;
        }
        return g.build(x);
    }

    private static Graph quantized(Graph real, BiasCorrection correction) {
        return Quantizer.of(Model.of(real))
                .backend(Backend.JAVA)
                .scheme(Scheme.INT8.with("int4-weights"))
                .correctBiases(correction, SAMPLES)
                .calibrate(SAMPLES)
                .quantize()
                .graph();
    }

    /** The mean over outputs of the magnitude of the mean over samples of the error. */
    private static double meanError(Graph real, Graph quantized) {
        double[] sums = new double[WIDTH];
        SessionOptions options = SessionOptions.defaults().withBackend(Backend.JAVA);
        try (Session exact = Model.of(real).newSession(options);
                Session actual = Model.of(quantized).newSession(options)) {
            for (float[] sample : SAMPLES) {
                exact.input(0).putFloats(sample);
                exact.run();
                actual.input(0).putFloats(sample);
                actual.run();
                float[] e = exact.output(0).floats();
                float[] a = actual.output(0).floats();
                for (int c = 0; c < WIDTH; c++) {
                    sums[c] += e[c] - a[c];
                }
            }
        }
        double total = 0;
        for (double sum : sums) {
            total += Math.abs(sum) / SAMPLES.size() / WIDTH;
        }
        return total;
    }

    /** Worked out again here: the mean of W x less the quantized weights times the quantized inputs. */
    @Test
    void oneLayersBiasIsItsMeanError() {
        Graph real = graph(1);
        Graph corrected = quantized(real, BiasCorrection.FAST);
        FullyConnected layer = (FullyConnected) corrected.operators().get(0);
        Quantization in = corrected.tensor(layer.input()).quantization();
        float[] exact = real.tensor(((FullyConnected) real.operators().get(0)).weights())
                .floats();
        float[] rounded = Dequantization.floats(corrected.tensor(layer.weights()));
        Tensor bias = corrected.tensor(layer.bias());
        for (int c = 0; c < WIDTH; c++) {
            double error = 0;
            for (float[] sample : SAMPLES) {
                for (int k = 0; k < WIDTH; k++) {
                    double q = Math.max(-128, Math.min(127, Math.round(sample[k] / in.scale()) + in.zeroPoint()));
                    error += (double) exact[c * WIDTH + k] * sample[k]
                            - (double) rounded[c * WIDTH + k] * in.scale() * (q - in.zeroPoint());
                }
            }
            double scale = bias.quantization().scale(c);
            assertEquals(
                    error / SAMPLES.size(), scale * bias.data().asIntBuffer().get(c), scale + 1e-5, "channel " + c);
        }
    }

    @Test
    void bothKindsLowerTheMeanError() {
        Graph real = graph(4);
        double none = meanError(real, quantized(real, BiasCorrection.NONE));
        double fast = meanError(real, quantized(real, BiasCorrection.FAST));
        double full = meanError(real, quantized(real, BiasCorrection.FULL));
        assertTrue(fast < 0.6 * none, none + " without, " + fast + " fast");
        assertTrue(full < 0.3 * none, none + " without, " + full + " full");
    }

    /** However many layers there are. */
    @Test
    void theSamplesAreReadOnce() {
        for (BiasCorrection correction : List.of(BiasCorrection.FAST, BiasCorrection.FULL)) {
            int[] passes = new int[1];
            Quantizer.of(Model.of(graph(3)))
                    .backend(Backend.JAVA)
                    .correctBiases(correction, () -> {
                        passes[0]++;
                        return SAMPLES.iterator();
                    })
                    .calibrate(SAMPLES)
                    .quantize();
            assertEquals(1, passes[0], correction.toString());
        }
    }
}
