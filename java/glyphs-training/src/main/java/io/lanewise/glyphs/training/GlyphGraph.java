// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a trained {@link GlyphNetwork} into a float graph for inference: NHWC, batch 1, batch normalization folded, and
 * a softmax at the end. Its input is {@code float32[1, SIZE, SIZE, 1]}, grey levels from 0 to 1; its output the
 * probability of each class.
 */
final class GlyphGraph {

    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();

    private GlyphGraph() {}

    static Graph of(GlyphNetwork network) {
        GlyphGraph builder = new GlyphGraph();
        int image = builder.activation("image", 1, GlyphRenderer.SIZE, GlyphRenderer.SIZE, 1);
        int value = image;
        for (Stage stage : network.stages()) {
            value = builder.append(stage, value);
        }
        int probabilities = builder.classify(network, value);
        return new Graph("glyphs", builder.tensors, builder.operators, List.of(image), List.of(probabilities));
    }

    private int append(Stage stage, int input) {
        if (stage instanceof Convolution convolution) {
            return append(convolution, input);
        }
        int value = input;
        for (Convolution convolution : ((Residual) stage).branch()) {
            value = append(convolution, value);
        }
        int sum = activation("add" + operators.size(), shape(value).dims());
        operators.add(new Add(input, value, sum, Activation.RELU6));
        return sum;
    }

    private int append(Convolution convolution, int input) {
        String name = (convolution.isDepthwise() ? "depthwise" : "conv") + operators.size();
        FoldedConvolution folded = convolution.fold();
        int[] kernel = folded.shape();
        int stride = convolution.stride();
        int height = shape(input).dim(1);
        int width = shape(input).dim(2);
        Window window = Window.same(kernel[1], kernel[2], stride, stride, 1, 1, height, width);
        Activation clamp = convolution.isClamped() ? Activation.RELU6 : Activation.NONE;
        int weights = constant(name + "/weights", folded.weights(), kernel);
        int bias = constant(name + "/bias", folded.bias(), folded.bias().length);
        int output = activation(name, 1, window.outputHeight(height), window.outputWidth(width), folded.bias().length);
        operators.add(
                convolution.isDepthwise()
                        ? new DepthwiseConv2d(input, weights, bias, output, window, clamp)
                        : new Conv2d(input, weights, bias, output, window, clamp));
        return output;
    }

    /** Global average, dense layer, softmax. */
    private int classify(GlyphNetwork network, int input) {
        int height = shape(input).dim(1);
        int width = shape(input).dim(2);
        int channels = shape(input).dim(3);
        int average = activation("average", 1, 1, 1, channels);
        operators.add(new AveragePool2d(input, average, Window.valid(height, width, 1, 1, 1, 1), Activation.NONE));
        int features = activation("features", 1, channels);
        operators.add(new Reshape(average, features));
        int weights = constant("dense/weights", network.denseWeights(), Alphabet.size(), channels);
        int bias = constant("dense/bias", network.denseBias(), Alphabet.size());
        int logits = activation("logits", 1, Alphabet.size());
        operators.add(new FullyConnected(features, weights, bias, logits, Activation.NONE, false));
        int probabilities = activation("probabilities", 1, Alphabet.size());
        operators.add(new Softmax(logits, probabilities, 1));
        return probabilities;
    }

    private Shape shape(int tensor) {
        return tensors.get(tensor).shape();
    }

    private int activation(String name, int... shape) {
        return add(new Tensor(name, DataType.FLOAT32, Shape.of(shape), null, null));
    }

    private int constant(String name, float[] values, int... shape) {
        return add(Tensor.constant(name, Shape.of(shape), values));
    }

    private int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }
}
