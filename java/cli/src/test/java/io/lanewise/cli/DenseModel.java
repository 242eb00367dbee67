// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Dense layers without a bias on three values, [1,3]; each layer has a row of weights for each of its outputs. */
final class DenseModel {

    private DenseModel() {
    }

    /** One layer of three classes, whose weights are of three magnitudes. */
    static Path uneven(Path folder) throws IOException {
        return write(folder.resolve("uneven.tflite"), Activation.NONE, new float[][] {{0.9f, 0.31f, -0.47f},
                {0.0123f, -0.0077f, 0.0052f}, {-0.00211f, 0.00127f, 0.00068f}});
    }

    /** Two layers; RELU6 between them clamps most of the values that samples of 0 to 255 have there. */
    static Path clamped(Path folder) throws IOException {
        return write(folder.resolve("clamped.tflite"), Activation.RELU6, new float[][] {{1, 0, 0}, {0, 0.01f, 0}, {0, 0, 0.01f}},
                new float[][] {{0.5f, 1, 1}, {0.25f, -1, 1}, {0.75f, 1, -1}});
    }

    private static Path write(Path file, Activation between, float[][]... layers) throws IOException {
        List<Tensor> tensors = new ArrayList<>(List.of(new Tensor("pixel", DataType.FLOAT32, Shape.of(1, 3), null, null)));
        List<Operator> operators = new ArrayList<>();
        int x = 0;
        for (int i = 0; i < layers.length; i++) {
            float[] values = new float[9];
            for (int k = 0; k < 9; k++) {
                values[k] = layers[i][k / 3][k % 3];
            }
            tensors.add(Tensor.constant("weights" + i, Shape.of(3, 3), values));
            tensors.add(new Tensor("layer" + i, DataType.FLOAT32, Shape.of(1, 3), null, null));
            operators.add(new FullyConnected(x, tensors.size() - 2, -1, tensors.size() - 1,
                    i < layers.length - 1 ? between : Activation.NONE, false));
            x = tensors.size() - 1;
        }
        TfliteWriter.write(new Graph("dense", tensors, operators, List.of(0), List.of(x)), file);
        return file;
    }
}
