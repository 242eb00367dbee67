// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Random pools and reductions. */
final class PoolingCases {

    private PoolingCases() {
    }

    static Graph averagePool2d(CaseBuilder b) {
        return pool(b, true);
    }

    static Graph maxPool2d(CaseBuilder b) {
        return pool(b, false);
    }

    private static Graph pool(CaseBuilder b, boolean average) {
        int batch = b.oneIn(6) ? 2 : 1;
        int height = b.between(1, 12);
        int width = b.between(1, 12);
        int channels = b.between(1, 40);
        Window drawn = ConvolutionCases.window(b, height, width);
        // TFLite's pools have no dilation.
        Window window = drawn.equals(Window.valid(drawn.kernelHeight(), drawn.kernelWidth(), drawn.strideHeight(),
                drawn.strideWidth(), drawn.dilationHeight(), drawn.dilationWidth()))
                ? Window.valid(drawn.kernelHeight(), drawn.kernelWidth(), drawn.strideHeight(), drawn.strideWidth(), 1, 1)
                : Window.same(drawn.kernelHeight(), drawn.kernelWidth(), drawn.strideHeight(), drawn.strideWidth(), 1, 1,
                        height, width);
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        Activation activation = b.activation();
        int input = b.input(quantization, batch, height, width, channels);
        int output = b.output(quantization, batch, window.outputHeight(height), window.outputWidth(width), channels);
        return b.build(average ? new AveragePool2d(input, output, window, activation)
                : new MaxPool2d(input, output, window, activation));
    }

    /** Over neighbouring axes. */
    static Graph mean(CaseBuilder b) {
        int rank = b.between(1, 4);
        int[] dims = b.shape(rank, 12);
        boolean keepDims = b.oneIn(2);
        int first = b.between(0, rank - 1);
        int last = b.between(first, rank - 1);
        List<Integer> axes = IntStream.rangeClosed(first, last).boxed().toList();
        List<Integer> kept = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            if (!axes.contains(d)) {
                kept.add(dims[d]);
            } else if (keepDims) {
                kept.add(1);
            }
        }
        float scale = b.scale(1e-3, 1);
        int input = b.input(b.perTensor(scale), dims);
        int output = b.output(b.perTensor(scale * b.scale(0.05, 4)), kept.stream().mapToInt(d -> d).toArray());
        return b.build(new Mean(input, output, axes, keepDims));
    }
}
