// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Signature;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A small classifier of random weights: 6 x 6 grey levels, a convolution, a mean, 3 probabilities. */
final class DeployedModel {
    static final int PIXELS = 36;
    static final int CHANNELS = 12;

    private DeployedModel() {}

    /** In float, with the head {@code [outputs, inputs]} of these weights. */
    static Graph real(boolean softmax, int outputs, float[] weights, float[] bias) {
        Random random = new Random(5);
        GraphBuilder g = new GraphBuilder("deployed");
        int image = g.input("image", 1, 6, 6, 1);
        int conv = g.activation("conv", 1, 6, 6, CHANNELS);
        g.add(new Conv2d(
                image,
                g.floats("conv/weights", Shape.of(CHANNELS, 3, 3, 1), gaussian(random, CHANNELS * 9)),
                g.floats("conv/bias", Shape.of(CHANNELS), gaussian(random, CHANNELS)),
                conv,
                Window.same(3, 3, 1, 1, 1, 1, 6, 6),
                Activation.RELU));
        int mean = g.activation("mean", 1, CHANNELS);
        g.add(new Mean(conv, mean, List.of(1, 2), false));
        int dense = g.activation("dense", 1, outputs);
        g.add(new FullyConnected(
                mean,
                g.floats("dense/weights", Shape.of(outputs, CHANNELS), weights),
                g.floats("dense/bias", Shape.of(outputs), bias),
                dense,
                Activation.NONE,
                false));
        int output = dense;
        if (softmax) {
            output = g.activation("probabilities", 1, outputs);
            g.add(new Softmax(dense, output, 1));
        }
        Graph graph = g.build(output);
        return new Graph(
                graph.name(),
                graph.tensors(),
                graph.operators(),
                graph.inputs(),
                graph.outputs(),
                Rounding.TFLITE,
                List.of(),
                new Signature("classify", Map.of("picture", 0), Map.of("scores", 0)));
    }

    /** With 3 outputs of random weights. */
    static Graph real(boolean softmax) {
        Random random = new Random(6);
        return real(softmax, 3, gaussian(random, 3 * CHANNELS), gaussian(random, 3));
    }

    static Graph int8(Graph real, Scheme scheme, InterfaceType type) {
        return Quantizer.of(Model.of(real))
                .backend(Backend.JAVA)
                .plain()
                .scheme(scheme)
                .interfaceType(type)
                .calibrate(images().limit(20).toList())
                .quantize()
                .model()
                .graph();
    }

    static Path write(Path folder, Graph graph) throws IOException {
        Path file = folder.resolve("deployed.tflite");
        TfliteWriter.write(graph, file);
        return file;
    }

    /** An int8 file that ends in SOFTMAX. */
    static Path write(Path folder) throws IOException {
        return write(folder, int8(real(true), Scheme.PLAIN, InterfaceType.INT8));
    }

    /** Images of noise. */
    static Stream<float[]> images() {
        Random random = new Random(7);
        return Stream.generate(() -> gaussian(random, PIXELS));
    }

    /** An image of a class: bars along rows, along columns, a chequered one, or a gradient; with noise. */
    static float[] image(int label, Random random) {
        float[] image = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int x = i % 6;
            int y = i / 6;
            float pattern = switch (label) {
                case 0 -> y % 2;
                case 1 -> x % 2;
                case 2 -> (x + y) % 2;
                default -> (x + y) / 10f;
            };
            image[i] = 2 * pattern - 1 + 0.3f * (float) random.nextGaussian();
        }
        return image;
    }

    static float[] gaussian(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
