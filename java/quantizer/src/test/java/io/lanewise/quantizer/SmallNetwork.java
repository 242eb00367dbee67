// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.util.List;
import java.util.Random;

/**
 * A network of an operator of each common kind, in float32 and in int8: 8x8x3 in, 5 probabilities out. Every kind by
 * itself, in all its forms, is among {@link io.lanewise.testing.OperatorSamples}.
 */
public final class SmallNetwork {
    private static final Quantization HALF = Quantization.perTensor(0.5f, 3);
    private static final Quantization PROBABILITY = Quantization.perTensor(1f / 256, -128);

    private SmallNetwork() {}

    /** Without QUANTIZE and DEQUANTIZE. */
    public static Graph float32() {
        GraphBuilder g = new GraphBuilder();
        Random random = new Random(1);
        int image = g.input("image", 1, 8, 8, 3);
        int conv = g.activation("conv", 1, 8, 8, 4);
        g.add(new Conv2d(
                image,
                g.floats("conv/weights", Shape.of(4, 3, 3, 3), randomFloats(random, 108)),
                g.floats("conv/bias", Shape.of(4), randomFloats(random, 4)),
                conv,
                Window.same(3, 3, 1, 1, 1, 1, 8, 8),
                Activation.RELU6));
        int depthwise = g.activation("depthwise", 1, 4, 4, 8);
        g.add(new DepthwiseConv2d(
                conv,
                g.floats("depthwise/weights", Shape.of(1, 3, 3, 8), randomFloats(random, 72)),
                g.floats("depthwise/bias", Shape.of(8), randomFloats(random, 8)),
                depthwise,
                new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1),
                Activation.NONE));
        int relu = g.activation("relu", 1, 4, 4, 8);
        g.add(new Relu(depthwise, relu, Activation.RELU));
        int max = g.activation("max", 1, 2, 2, 8);
        g.add(new MaxPool2d(relu, max, Window.valid(2, 2, 2, 2, 1, 1), Activation.NONE));
        int average = g.activation("average", 1, 2, 2, 8);
        g.add(new AveragePool2d(max, average, Window.same(2, 2, 1, 1, 1, 1, 2, 2), Activation.NONE));
        int sum = g.activation("sum", 1, 2, 2, 8);
        g.add(new Add(max, average, sum, Activation.RELU));
        int product = g.activation("product", 1, 2, 2, 8);
        g.add(new Mul(sum, g.floats("gain", Shape.of(8), randomFloats(random, 8)), product, Activation.NONE));
        int padded = g.activation("padded", 1, 3, 3, 8);
        g.add(new Pad(product, padded, List.of(0, 1, 0, 0), List.of(0, 0, 1, 0)));
        int joined = g.activation("joined", 1, 3, 3, 16);
        g.add(new Concatenation(List.of(padded, padded), joined, 3, Activation.NONE));
        int mean = g.activation("mean", 1, 16);
        g.add(new Mean(joined, mean, List.of(1, 2), false));
        int gate = g.activation("gate", 1, 16);
        g.add(new Logistic(mean, gate));
        int folded = g.activation("folded", 2, 8);
        g.add(new Reshape(gate, folded));
        int dense = g.activation("dense", 2, 5);
        g.add(new FullyConnected(
                folded,
                g.floats("dense/weights", Shape.of(5, 8), randomFloats(random, 40)),
                -1,
                dense,
                Activation.NONE,
                false));
        int out = g.activation("probabilities", 2, 5);
        g.add(new Softmax(dense, out, 1));
        return g.build(out);
    }

    /** From a float image to float probabilities. */
    public static Graph int8() {
        GraphBuilder g = new GraphBuilder();
        Random random = new Random(2);
        int image = g.input("image", 1, 8, 8, 3);
        int quantized = g.int8("quantized", HALF, 1, 8, 8, 3);
        g.add(new Quantize(image, quantized));
        int conv = g.int8("conv", HALF, 1, 8, 8, 4);
        g.add(new Conv2d(
                quantized,
                g.int8Constant("conv/weights", Shape.of(4, 3, 3, 3), scales(4, 0.02f, 0), bytes(random, 108)),
                g.int32Constant("conv/bias", scales(4, 0.01f, 0), 100, -200, 300, 0),
                conv,
                Window.same(3, 3, 1, 1, 1, 1, 8, 8),
                Activation.RELU6));
        int depthwise = g.int8("depthwise", HALF, 1, 4, 4, 8);
        g.add(new DepthwiseConv2d(
                conv,
                g.int8Constant("depthwise/weights", Shape.of(1, 3, 3, 8), scales(8, 0.02f, 3), bytes(random, 72)),
                g.int32Constant("depthwise/bias", scales(8, 0.01f, 0), 1, 2, 3, 4, 5, 6, 7, 8),
                depthwise,
                new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1),
                Activation.NONE));
        int relu = g.int8("relu", Quantization.perTensor(0.25f, -128), 1, 4, 4, 8);
        g.add(new Relu(depthwise, relu, Activation.RELU));
        int max = g.int8("max", Quantization.perTensor(0.25f, -128), 1, 2, 2, 8);
        g.add(new MaxPool2d(relu, max, Window.valid(2, 2, 2, 2, 1, 1), Activation.NONE));
        int average = g.int8("average", Quantization.perTensor(0.25f, -128), 1, 2, 2, 8);
        g.add(new AveragePool2d(max, average, Window.same(2, 2, 1, 1, 1, 1, 2, 2), Activation.NONE));
        int sum = g.int8("sum", HALF, 1, 2, 2, 8);
        g.add(new Add(max, average, sum, Activation.RELU));
        int product = g.int8("product", HALF, 1, 2, 2, 8);
        g.add(new Mul(
                sum,
                g.int8Constant("gain", Shape.of(8), Quantization.perTensor(0.01f, -1), bytes(random, 8)),
                product,
                Activation.NONE));
        int padded = g.int8("padded", HALF, 1, 3, 3, 8);
        g.add(new Pad(product, padded, List.of(0, 1, 0, 0), List.of(0, 0, 1, 0)));
        int joined = g.int8("joined", HALF, 1, 3, 3, 16);
        g.add(new Concatenation(List.of(padded, padded), joined, 3, Activation.NONE));
        int mean = g.int8("mean", Quantization.perTensor(0.1f, 0), 1, 16);
        g.add(new Mean(joined, mean, List.of(1, 2), false));
        int gate = g.int8("gate", PROBABILITY, 1, 16);
        g.add(new Logistic(mean, gate));
        int folded = g.int8("folded", PROBABILITY, 2, 8);
        g.add(new Reshape(gate, folded));
        int dense = g.int8("dense", HALF, 2, 5);
        Quantization weights = Quantization.perTensor(0.03f, 0);
        g.add(new FullyConnected(
                folded,
                g.int8Constant("dense/weights", Shape.of(5, 8), weights, bytes(random, 40)),
                g.int32Constant("dense/bias", Quantization.perTensor(0.03f / 256, 0), 10, 20, 30, 40, 50),
                dense,
                Activation.NONE,
                false));
        int softmax = g.int8("softmax", PROBABILITY, 2, 5);
        g.add(new Softmax(dense, softmax, 1));
        int out = g.activation("probabilities", 2, 5);
        g.add(new Dequantize(softmax, out));
        return g.build(out);
    }

    private static Quantization scales(int channels, float scale, int axis) {
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = scale * (c + 1);
        }
        return Quantization.perChannel(scales, new int[channels], axis);
    }

    private static float[] randomFloats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private static byte[] bytes(Random random, int count) {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            values[i] = (byte) (random.nextInt(255) - 127);
        }
        return values;
    }
}
