// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that only move elements, and those that resize images. */
public final class MovementSamples {

    private MovementSamples() {}

    /** What is measured: sizes of small image and keyword networks. */
    public enum Sized implements Workload {
        PAD_96X96X3(pad(Shape.of(1, 96, 96, 3), 1)),
        CONCATENATION_16X16X32(concatenation(Shape.of(1, 16, 16, 32), 32)),
        CONCATENATION_16X16X3(concatenation(Shape.of(1, 16, 16, 3), 29)),
        TRANSPOSE_16X16X32(transpose(Shape.of(1, 16, 16, 32))),
        SLICE_16X16X32(slice(Shape.of(1, 16, 16, 32))),
        BROADCAST_16X16X32(broadcast(Shape.of(1, 16, 1, 32), Shape.of(1, 16, 16, 32))),
        GATHER_1000X32(gather(Shape.of(1000, 32), 256)),
        GATHER_ND_16X16X32(gatherNd(Shape.of(16, 16, 32), 64)),
        SCATTER_ND_16X16X32(scatterNd(Shape.of(16, 16, 32), 64)),
        RESIZE_NEAREST_16X16X32(resize(Shape.of(1, 16, 16, 32), ResizeMethod.NEAREST)),
        RESIZE_BILINEAR_16X16X32(resize(Shape.of(1, 16, 16, 32), ResizeMethod.BILINEAR)),
        /** A reshaped tensor stays where it is: what a run costs beside its work, one native call included. */
        NOTHING(reshape(Shape.of(1, 1)));

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
                new OperatorSample("CONCATENATION", 14, Form.ALL_ACTIVATIONS, MovementSamples::concatenation),
                new OperatorSample("PAD", 15, Form.ALL_ACTIVATIONS, Form.ALL_BUT_TRUTHS, MovementSamples::pad),
                new OperatorSample("RESHAPE", 16, Form.ALL_ACTIVATIONS, MovementSamples::reshape),
                new OperatorSample("TRANSPOSE", 25, Form.ALL_ACTIVATIONS, MovementSamples::transpose),
                new OperatorSample("SLICE", 26, Form.ALL_ACTIVATIONS, MovementSamples::slice),
                new OperatorSample("BROADCAST_TO", 40, Form.ALL_ACTIVATIONS, MovementSamples::broadcast),
                new OperatorSample("GATHER", 55, Form.ALL_ACTIVATIONS, MovementSamples::gather),
                new OperatorSample("GATHER_ND", 56, Form.ALL_ACTIVATIONS, MovementSamples::gatherNd),
                new OperatorSample(
                                "SCATTER_ND", 57, Form.ALL_ACTIVATIONS, Form.ALL_BUT_INT16, MovementSamples::scatterNd)
                        .notInOnnx(Form.INT8, Form.INT16),
                new OperatorSample(
                                "RESIZE_NEAREST",
                                27,
                                Form.ALL_ACTIVATIONS,
                                Form.REALS_AND_INTEGERS,
                                MovementSamples::resizeNearest)
                        .notInOnnx(Form.INT32, Form.BOOL),
                new OperatorSample("RESIZE_BILINEAR", 28, Form.REALS_AND_INT8, MovementSamples::resizeBilinear));
    }

    static Graph concatenation(SampleBuilder b) {
        int rank = b.between(1, 4);
        int axis = b.between(0, rank - 1);
        int[] dims = b.shape(rank, 7);
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        List<Integer> inputs = new ArrayList<>();
        int total = 0;
        for (int i = b.between(1, 5); i > 0; i--) {
            dims[axis] = b.between(1, 20);
            total += dims[axis];
            inputs.add(b.input(quantization, dims.clone()));
        }
        dims[axis] = total;
        return b.build(new Concatenation(inputs, b.output(quantization, dims), axis, Activation.NONE));
    }

    /** Of fewer dimensions, too. */
    static Graph broadcast(SampleBuilder b) {
        int[] wide = b.shape(b.between(1, 4), 7);
        int[] dims = Arrays.copyOfRange(wide, b.between(0, wide.length - 1), wide.length);
        for (int d = 0; d < dims.length; d++) {
            dims[d] = b.oneIn(2) ? 1 : dims[d];
        }
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(new BroadcastTo(b.input(quantization, dims), b.output(quantization, wide)));
    }

    /** Along any axis, with dimensions in front that table and indices share. */
    static Graph gather(SampleBuilder b) {
        int[] table = b.shape(b.between(1, 4), 6);
        int axis = b.between(0, table.length - 1);
        int shared = b.between(0, axis);
        int[] chosen = Arrays.copyOf(table, shared + b.between(0, 2));
        for (int d = shared; d < chosen.length; d++) {
            chosen[d] = b.between(1, 5);
        }
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        int input = b.input(quantization, table);
        int indices = b.indices(b.oneIn(2) ? DataType.INT32 : DataType.INT64, table[axis], chosen);
        IntStream rest = Arrays.stream(table, axis + 1, table.length);
        int[] dims = IntStream.concat(
                        Arrays.stream(table, 0, axis),
                        IntStream.concat(Arrays.stream(chosen, shared, chosen.length), rest))
                .toArray();
        return b.build(new Gather(input, indices, b.output(quantization, dims), axis, shared));
    }

    static Graph gatherNd(SampleBuilder b) {
        int[] table = b.shape(b.between(1, 4), 6);
        int[] chosen = b.shape(b.between(1, 3), 5);
        int coordinates = b.between(1, table.length);
        chosen[chosen.length - 1] = coordinates;
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        int input = b.input(quantization, table);
        int indices = b.indices(DataType.INT32, smallest(table, coordinates), chosen);
        return b.build(new GatherNd(input, indices, b.output(quantization, rows(chosen, table, coordinates))));
    }

    /** Several rows in one place, too. */
    static Graph scatterNd(SampleBuilder b) {
        int[] table = b.shape(b.between(1, 4), 6);
        // TFLite takes no single number.
        int[] chosen = b.shape(b.between(2, 3), 5);
        int coordinates = b.between(1, table.length);
        chosen[chosen.length - 1] = coordinates;
        int indices = b.indices(DataType.INT32, smallest(table, coordinates), chosen);
        int updates = b.input(null, rows(chosen, table, coordinates));
        return b.build(new ScatterNd(indices, updates, b.output(null, table)));
    }

    private static int smallest(int[] table, int coordinates) {
        return Arrays.stream(table, 0, coordinates).min().orElseThrow();
    }

    private static int[] rows(int[] chosen, int[] table, int coordinates) {
        return IntStream.concat(
                        Arrays.stream(chosen, 0, chosen.length - 1), Arrays.stream(table, coordinates, table.length))
                .toArray();
    }

    static Graph pad(SampleBuilder b) {
        int rank = b.between(1, 4);
        int[] dims = b.shape(rank, 7);
        int[] padded = dims.clone();
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            before.add(b.between(0, 3));
            after.add(b.between(0, 3));
            padded[d] += before.get(d) + after.get(d);
        }
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(new Pad(b.input(quantization, dims), b.output(quantization, padded), before, after));
    }

    static Graph reshape(SampleBuilder b) {
        int[] dims = b.shape(b.between(2, 4), 7);
        int[] folded = Arrays.copyOfRange(dims, 1, dims.length);
        folded[0] *= dims[0];
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(new Reshape(b.input(quantization, dims), b.output(quantization, folded)));
    }

    static Graph transpose(SampleBuilder b) {
        int rank = b.between(2, 5);
        int[] dims = b.shape(rank, 6);
        List<Integer> permutation = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            permutation.add(b.between(0, d), d);
        }
        int[] moved = permutation.stream().mapToInt(d -> dims[d]).toArray();
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(new Transpose(b.input(quantization, dims), b.output(quantization, moved), permutation));
    }

    /** Steps of one, or of any size forwards and backwards. */
    static Graph slice(SampleBuilder b) {
        int rank = b.between(1, 4);
        boolean strided = b.oneIn(2);
        int[] dims = b.shape(rank, 9);
        int[] size = new int[rank];
        List<Integer> begin = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            int from = b.between(0, dims[d] - 1);
            int stride = !strided ? 1 : b.oneIn(2) ? b.between(1, 3) : -b.between(1, 3);
            int room = stride > 0 ? (dims[d] - 1 - from) / stride : from / -stride;
            begin.add(from);
            strides.add(stride);
            size[d] = b.between(1, room + 1);
        }
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(new Slice(b.input(quantization, dims), b.output(quantization, size), begin, strides));
    }

    static Graph resizeNearest(SampleBuilder b) {
        return resize(b, ResizeMethod.NEAREST);
    }

    static Graph resizeBilinear(SampleBuilder b) {
        return resize(b, ResizeMethod.BILINEAR);
    }

    private static Graph resize(SampleBuilder b, ResizeMethod method) {
        int[] dims = b.shape(4, 9);
        int[] size = {dims[0], b.between(1, 20), b.between(1, 20), dims[3]};
        int kind = b.between(0, 2);
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(
                new Resize(b.input(quantization, dims), b.output(quantization, size), method, kind == 1, kind == 2));
    }

    /** Cells above, below, left and right of an image. */
    public static SizedOperator pad(Shape image, int around) {
        return graph -> {
            int input = graph.input(image);
            Shape padded = Shape.of(1, image.dim(1) + 2 * around, image.dim(2) + 2 * around, image.dim(3));
            int output = graph.activation(padded, SizedGraph.SIGNED);
            List<Integer> cells = List.of(0, around, around, 0);
            graph.add(new Pad(input, output, cells, cells));
        };
    }

    /** One cell in each place of an image. */
    public static SizedOperator broadcast(Shape cell, Shape image) {
        return graph -> graph.add(new BroadcastTo(graph.input(cell), graph.activation(image, SizedGraph.SIGNED)));
    }

    /** Along the channels. */
    public static SizedOperator concatenation(Shape image, int otherChannels) {
        return graph -> {
            int first = graph.input(image);
            int second = graph.input(Shape.of(1, image.dim(1), image.dim(2), otherChannels));
            int output = graph.activation(
                    Shape.of(1, image.dim(1), image.dim(2), image.dim(3) + otherChannels), SizedGraph.SIGNED);
            graph.add(new Concatenation(List.of(first, second), output, 3, Activation.NONE));
        };
    }

    /** Channels before rows and columns, as other formats have images. */
    public static SizedOperator transpose(Shape image) {
        return graph -> {
            int output = graph.activation(
                    Shape.of(image.dim(0), image.dim(3), image.dim(1), image.dim(2)), SizedGraph.SIGNED);
            graph.add(new Transpose(graph.input(image), output, List.of(0, 3, 1, 2)));
        };
    }

    /** The second half of an image's channels. */
    public static SizedOperator slice(Shape image) {
        return graph -> {
            int half = image.dim(3) / 2;
            int output = graph.activation(Shape.of(image.dim(0), image.dim(1), image.dim(2), half), SizedGraph.SIGNED);
            graph.add(new Slice(graph.input(image), output, List.of(0, 0, 0, half), List.of(1, 1, 1, 1)));
        };
    }

    /** Rows of a table, as embeddings are. */
    public static SizedOperator gather(Shape table, int count) {
        return graph -> {
            int output = graph.activation(Shape.of(count, table.dim(1)), SizedGraph.SIGNED);
            graph.add(new Gather(graph.input(table), graph.positions(table.dim(0), count), output, 0, 0));
        };
    }

    /** Cells of an image. */
    public static SizedOperator gatherNd(Shape image, int count) {
        return graph -> {
            int positions = graph.positions(Math.min(image.dim(0), image.dim(1)), count, 2);
            int output = graph.activation(Shape.of(count, image.dim(2)), SizedGraph.SIGNED);
            graph.add(new GatherNd(graph.input(image), positions, output));
        };
    }

    /** Cells added to an image. */
    public static SizedOperator scatterNd(Shape image, int count) {
        return graph -> {
            int positions = graph.positions(Math.min(image.dim(0), image.dim(1)), count, 2);
            int updates = graph.input(DataType.FLOAT32, Shape.of(count, image.dim(2)), null);
            graph.add(new ScatterNd(positions, updates, graph.activation(DataType.FLOAT32, image, null)));
        };
    }

    /** To twice the size. */
    public static SizedOperator resize(Shape image, ResizeMethod method) {
        return graph -> {
            Shape twice = Shape.of(image.dim(0), 2 * image.dim(1), 2 * image.dim(2), image.dim(3));
            int output = graph.activation(twice, SizedGraph.SIGNED);
            graph.add(new Resize(graph.input(image), output, method, false, true));
        };
    }

    /** To one dimension. */
    public static SizedOperator reshape(Shape shape) {
        return graph -> graph.add(
                new Reshape(graph.input(shape), graph.activation(Shape.of(shape.elements()), SizedGraph.SIGNED)));
    }
}
