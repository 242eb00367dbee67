// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.io.IOException;
import java.nio.file.Path;

/** Dense layers without a bias on three values, [1,3]; each layer has a row of weights for each of its outputs. */
final class DenseModel {

    private DenseModel() {}

    /** One layer of three classes, whose weights are of three magnitudes. */
    static Path uneven(Path folder) throws IOException {
        return write(folder.resolve("uneven.tflite"), Activation.NONE, new float[][] {
            {0.9f, 0.31f, -0.47f}, {0.0123f, -0.0077f, 0.0052f}, {-0.00211f, 0.00127f, 0.00068f}
        });
    }

    /** Two layers; RELU6 between them clamps most of the values that samples of 0 to 255 have there. */
    static Path clamped(Path folder) throws IOException {
        return write(
                folder.resolve("clamped.tflite"),
                Activation.RELU6,
                new float[][] {{1, 0, 0}, {0, 0.01f, 0}, {0, 0, 0.01f}},
                new float[][] {{0.5f, 1, 1}, {0.25f, -1, 1}, {0.75f, 1, -1}});
    }

    private static Path write(Path file, Activation between, float[][]... layers) throws IOException {
        GraphBuilder graph = new GraphBuilder("dense");
        int x = graph.input("pixel", 1, 3);
        for (int i = 0; i < layers.length; i++) {
            float[] values = new float[9];
            for (int k = 0; k < 9; k++) {
                values[k] = layers[i][k / 3][k % 3];
            }
            int weights = graph.floats("weights" + i, Shape.of(3, 3), values);
            x = graph.apply(new FullyConnected(
                    x,
                    weights,
                    -1,
                    graph.activation("layer" + i, 1, 3),
                    i < layers.length - 1 ? between : Activation.NONE,
                    false));
        }
        TfliteWriter.write(graph.build(x), file);
        return file;
    }
}
