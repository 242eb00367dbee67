// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small classifier of small images with random weights, and images for it: bright spots at one of four places. */
final class ImageTask {
    static final int CLASSES = 4;
    private static final int SIZE = 8;
    private static final int CHANNELS = 8;

    private ImageTask() {}

    /** Convolution, pool, dense layer, softmax. */
    static Graph graph() {
        Random random = new Random(3);
        int pooled = SIZE / 2;
        List<Tensor> tensors = List.of(
                activation("image", 1, SIZE, SIZE, 1),
                constant(random, "filters", 0.5f, CHANNELS, 3, 3, 1),
                constant(random, "bias", 0.1f, CHANNELS),
                activation("features", 1, SIZE, SIZE, CHANNELS),
                activation("pooled", 1, pooled, pooled, CHANNELS),
                constant(random, "dense", 0.2f, CLASSES, pooled * pooled * CHANNELS),
                constant(random, "dense bias", 0.1f, CLASSES),
                activation("logits", 1, CLASSES),
                activation("probabilities", 1, CLASSES));
        return new Graph(
                "spots",
                tensors,
                List.of(
                        new Conv2d(0, 1, 2, 3, new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1), Activation.RELU),
                        new AveragePool2d(3, 4, new Window(2, 2, 2, 2, 1, 1, 0, 0, 0, 0), Activation.NONE),
                        new FullyConnected(4, 5, 6, 7, Activation.NONE, false),
                        new Softmax(7, 8, 1)),
                List.of(0),
                List.of(8));
    }

    private static Tensor activation(String name, int... dims) {
        return new Tensor(name, DataType.FLOAT32, Shape.of(dims), null, null);
    }

    private static Tensor constant(Random random, String name, float deviation, int... dims) {
        float[] values = new float[Shape.of(dims).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation * (float) random.nextGaussian();
        }
        return Tensor.constant(name, Shape.of(dims), values);
    }

    /** Noise with a spot in the quarter of the label. */
    static List<LabelledSample> samples(int count) {
        Random random = new Random(4);
        List<LabelledSample> samples = new ArrayList<>();
        for (int sample = 0; sample < count; sample++) {
            int label = random.nextInt(CLASSES);
            float[] image = new float[SIZE * SIZE];
            for (int i = 0; i < image.length; i++) {
                image[i] = 0.5f * random.nextFloat();
            }
            int half = SIZE / 2;
            int y = label / 2 * half + random.nextInt(half);
            int x = label % 2 * half + random.nextInt(half);
            image[y * SIZE + x] = 2;
            samples.add(new LabelledSample(image, label));
        }
        return samples;
    }
}
