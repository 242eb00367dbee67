// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.CumulativeSum;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.reduction.TopK;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reductions over neighbouring axes. */
public final class ReductionSamples {

    private ReductionSamples() {}

    /** What is measured: sizes of small image and keyword networks. */
    public enum Sized implements Workload {
        REDUCE_MAX_8X8X64(reduceMax(Shape.of(1, 8, 8, 64))),
        ARG_MAX_16X16X21(argMax(Shape.of(1, 16, 16, 21))),
        CUMSUM_64X128(cumulativeSum(Shape.of(64, 128))),
        TOPK_1X1000(topK(Shape.of(1, 1000), 100)),
        MEAN_8X8X64(mean(Shape.of(1, 8, 8, 64)));

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
                new OperatorSample("MEAN", 5, Form.REALS_AND_INTEGERS, ReductionSamples::mean),
                new OperatorSample("REDUCE_EXTREME", 29, Form.ALL_BUT_TRUTHS, ReductionSamples::reduceExtreme),
                // TFLite's reference reads integers without their sign.
                new OperatorSample("SUM", 31, Form.ALL_BUT_TRUTHS, Form.REALS_AND_WHOLE_NUMBERS, ReductionSamples::sum),
                new OperatorSample("REDUCE_PROD", 62, Form.ALL_BUT_TRUTHS, ReductionSamples::product)
                        .realInOnnx(Form.INT8, Form.INT16),
                new OperatorSample(
                        "REDUCE_TRUTHS", 58, Form.TRUTHS, b -> reduce(b, ReduceFunction.ALL, ReduceFunction.ANY)),
                new OperatorSample(
                        "ARG_EXTREME", 59, Form.ALL_ACTIVATIONS, Form.ALL_BUT_INT16, ReductionSamples::argExtreme),
                new OperatorSample("CUMSUM", 60, Form.REALS_AND_WHOLE_NUMBERS, ReductionSamples::cumulativeSum),
                new OperatorSample("TOPK", 61, Form.ALL_BUT_TRUTHS, ReductionSamples::topK));
    }

    static Graph mean(SampleBuilder b) {
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
        int output = b.output(
                b.perTensor(scale * b.scale(0.05, 4)),
                kept.stream().mapToInt(d -> d).toArray());
        return b.build(new Mean(input, output, axes, keepDims));
    }

    static Graph reduceExtreme(SampleBuilder b) {
        return reduce(b, ReduceFunction.MAX, ReduceFunction.MIN);
    }

    static Graph sum(SampleBuilder b) {
        Reduction reduction = Reduction.of(b);
        float scale = b.scale(1e-3, 1);
        float natural = (float) Math.sqrt(reduction.cells()) * scale;
        return reduction.build(
                b, ReduceFunction.SUM, b.perTensor(scale), b.perTensor(b.oneIn(3) ? scale : natural * b.scale(0.3, 4)));
    }

    /**
     * Along one axis: TFLite has 0 for what is below the normal floats. Of integers, scales at which products stay
     * about as large as what they are of.
     */
    static Graph product(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 7);
        Reduction reduction = new Reduction(dims, List.of(b.between(0, dims.length - 1)));
        int farthest = b.isWide() ? 1 << 14 : 64;
        float scale = b.reaching(b.scale(1e-3, 0.1));
        double natural = Math.pow(scale * farthest, reduction.cells()) / farthest;
        float output = (float) natural * b.scale(0.5, 4);
        return reduction.build(b, ReduceFunction.PROD, b.perTensor(scale), b.perTensor(output));
    }

    static Graph argExtreme(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        int axis = b.between(0, dims.length - 1);
        int[] left = IntStream.range(0, dims.length)
                .filter(d -> d != axis)
                .map(d -> dims[d])
                .toArray();
        int input = b.input(b.perTensor(b.scale(1e-3, 1)), dims);
        int output = b.output(b.oneIn(2) ? DataType.INT32 : DataType.INT64, null, left);
        return b.build(new ArgExtremum(input, output, axis, b.oneIn(2)));
    }

    static Graph cumulativeSum(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 7);
        int input = b.input(null, dims);
        return b.build(
                new CumulativeSum(input, b.output(null, dims), b.between(0, dims.length - 1), b.oneIn(2), b.oneIn(2)));
    }

    static Graph topK(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        int input = b.input(quantization, dims);
        int[] found = dims.clone();
        found[found.length - 1] = b.between(1, dims[dims.length - 1]);
        int values = b.output(quantization, found);
        return b.build(new TopK(input, values, b.output(DataType.INT32, null, found), found[found.length - 1]));
    }

    /** Neighbouring axes of a shape, which are kept. */
    private record Reduction(int[] dims, List<Integer> axes) {

        static Reduction of(SampleBuilder b) {
            int[] dims = b.shape(b.between(1, 4), 7);
            int first = b.between(0, dims.length - 1);
            int last = b.between(first, dims.length - 1);
            return new Reduction(
                    dims, IntStream.rangeClosed(first, last).boxed().toList());
        }

        int cells() {
            return axes.stream().mapToInt(d -> dims[d]).reduce(1, (a, b) -> a * b);
        }

        Graph build(SampleBuilder b, ReduceFunction function, Quantization input, Quantization output) {
            int[] reduced = dims.clone();
            axes.forEach(d -> reduced[d] = 1);
            return b.build(new Reduce(function, b.input(input, dims), b.output(output, reduced), axes, true));
        }
    }

    private static Graph reduce(SampleBuilder b, ReduceFunction one, ReduceFunction other) {
        Reduction reduction = Reduction.of(b);
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return reduction.build(b, b.oneIn(2) ? one : other, quantization, quantization);
    }

    /** Over one of height and width, so that not all are at the end of the range. */
    public static SizedOperator reduceMax(Shape image) {
        return graph -> {
            int output = graph.activation(Shape.of(1, image.dim(1), image.dim(3)), SizedGraph.SIGNED);
            graph.add(new Reduce(ReduceFunction.MAX, graph.input(image), output, List.of(2), false));
        };
    }

    /** Over the channels: which class each pixel is of. */
    public static SizedOperator argMax(Shape image) {
        return graph -> {
            int output = graph.activation(DataType.INT32, Shape.of(1, image.dim(1), image.dim(2)), null);
            graph.add(new ArgExtremum(graph.input(image), output, 3, true));
        };
    }

    /** The largest values of each row. */
    public static SizedOperator topK(Shape matrix, int count) {
        return graph -> {
            Shape found = Shape.of(matrix.dim(0), count);
            int values = graph.activation(found, SizedGraph.SIGNED);
            graph.add(new TopK(graph.input(matrix), values, graph.activation(DataType.INT32, found, null), count));
        };
    }

    /** Of int32 along the rows. */
    public static SizedOperator cumulativeSum(Shape matrix) {
        return graph -> {
            int input = graph.input(DataType.INT32, matrix, null);
            graph.add(new CumulativeSum(input, graph.activation(DataType.INT32, matrix, null), 1, false, false));
        };
    }

    /** Over height and width. The means of so many random values lie close together, hence the finer scale. */
    public static SizedOperator mean(Shape image) {
        return graph -> {
            int input = graph.input(image);
            int output = graph.activation(
                    Shape.of(1, image.dim(3)), Quantization.perTensor(SizedGraph.SIGNED.scale() / 5, 7));
            graph.add(new Mean(input, output, List.of(1, 2), false));
        };
    }
}
