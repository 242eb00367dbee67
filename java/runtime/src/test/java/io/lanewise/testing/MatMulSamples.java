// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.List;

/** Dense layers and products of matrices. */
public final class MatMulSamples {

    private MatMulSamples() {}

    /** What is measured: sizes of small image and keyword networks. */
    public enum Sized implements Workload {
        FULLY_CONNECTED_1X64(fullyConnected(1, Shape.of(10, 64))),
        FULLY_CONNECTED_1X256(fullyConnected(1, Shape.of(256, 256))),
        FULLY_CONNECTED_1X640(fullyConnected(1, Shape.of(128, 640))),
        FULLY_CONNECTED_64X256(fullyConnected(64, Shape.of(256, 256))),

        BATCH_MATMUL_4X64X32X64(batchMatMul(Shape.of(4, 64, 32), Shape.of(4, 32, 64)));

        private final SizedOperator operator;

        Sized(SizedOperator operator) {
            this.operator = operator;
        }

        @Override
        public SizedOperator operator() {
            return operator;
        }
    }

    static List<OperatorSample> all() {
        return List.of(
                new OperatorSample("FULLY_CONNECTED", 2, Form.ALL, MatMulSamples::fullyConnected),
                new OperatorSample("BATCH_MATMUL", 30, Form.REALS_AND_INT8, MatMulSamples::batchMatMul));
    }

    static Graph fullyConnected(SampleBuilder b) {
        int inputChannels = b.oneIn(8) ? b.between(100, 600) : b.between(1, 70);
        int outputChannels = b.between(1, 40);
        int rows = b.between(1, 6);
        boolean keepDims = b.oneIn(3);
        Quantization in = b.perTensor(b.scale(1e-3, 1));
        Quantization weightScale = b.oneIn(3)
                ? LayerScales.ofWeights(b, outputChannels, 0)
                : Quantization.perTensor(b.scale(1e-4, 0.1), 0);
        int input = keepDims ? b.input(in, 1, rows, inputChannels) : b.input(in, rows, inputChannels);
        int weights = b.weights(weightScale, outputChannels, inputChannels);
        int bias = b.oneIn(5) ? -1 : b.bias(LayerScales.ofBias(in, weightScale), outputChannels);
        Quantization out = b.perTensor(LayerScales.ofOutput(b, in, weightScale, inputChannels));
        int output = keepDims ? b.output(out, 1, rows, outputChannels) : b.output(out, rows, outputChannels);
        return b.build(new FullyConnected(input, weights, bias, output, b.activation(), keepDims, b.oneIn(2)));
    }

    /** Either side may lie transposed, the left one where there are as many right ones: else TFLite errs. */
    static Graph batchMatMul(SampleBuilder b) {
        int rows = b.between(1, 9);
        int depth = b.oneIn(4) ? b.between(21, 90) : b.between(1, 20);
        int columns = b.oneIn(4) ? b.between(10, 150) : b.between(1, 9);
        int batch = b.between(1, 3);
        Quantization in = b.perTensor(b.scale(1e-3, 1));
        boolean leftTransposed = b.oneIn(3);
        int rightBatch = leftTransposed || b.oneIn(2) ? batch : 1;
        boolean rightTransposed = b.oneIn(3);
        Quantization other = b.perTensor(b.scale(1e-3, 1));
        int left = leftTransposed ? b.input(in, batch, depth, rows) : b.input(in, batch, rows, depth);
        int right = rightTransposed
                ? b.input(other, rightBatch, columns, depth)
                : b.input(other, rightBatch, depth, columns);
        int output = b.output(b.perTensor(LayerScales.ofOutput(b, in, other, depth)), batch, rows, columns);
        return b.build(new BatchMatMul(left, right, output, leftTransposed, rightTransposed));
    }

    /** Weights [output channels, input channels], no activation. */
    public static SizedOperator fullyConnected(int rows, Shape weightShape) {
        return graph -> {
            int channels = weightShape.dim(0);
            int depth = weightShape.dim(1);
            int input = graph.input(Shape.of(rows, depth));
            int weights = graph.weights(weightShape, -1);
            int bias = graph.bias(input, channels, false);
            int output = graph.activation(Shape.of(rows, channels), SizedGraph.spreading(depth, 4));
            graph.add(new FullyConnected(input, weights, bias, output, Activation.NONE, false));
        };
    }

    /** As in attention: as many right matrices as left ones. */
    public static SizedOperator batchMatMul(Shape left, Shape right) {
        return graph -> {
            double deviation = Math.pow(74 * SizedGraph.SIGNED.scale(), 2) * Math.sqrt(left.dim(2));
            int output = graph.activation(
                    Shape.of(left.dim(0), left.dim(1), right.dim(2)),
                    Quantization.perTensor((float) (deviation * 2 / 127), 0));
            graph.add(new BatchMatMul(graph.input(left), graph.input(right), output));
        };
    }
}
