// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Graph;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Products of matrices, dense layers as Gemm. Where one reads a flattened image, the image stays in the file's order,
 * and the columns of the weights are brought into it instead.
 */
final class MatmulNodeWriter {

    /**
     * What a row of a matrix was before it was flattened: an image's sizes, batch included, and their order in the
     * file.
     */
    private record Flattened(Shape image, Order order) {}

    private final Nodes nodes;
    private final Graph graph;
    private final Values values;
    private final QuantizationNodes quantization;
    private final Map<Integer, Flattened> rows = new HashMap<>();

    MatmulNodeWriter(Nodes nodes) {
        this.nodes = nodes;
        this.graph = nodes.graph();
        this.values = nodes.values();
        this.quantization = nodes.quantization();
    }

    void addTo(KindTable<Result> table) {
        table.add(BatchMatMul.class, this::batchMatMul);
        table.add(FullyConnected.class, this::fullyConnected);
    }

    /** Gemm gives [rows, output channels], whatever the graph's output is. */
    private Result fullyConnected(FullyConnected operator) {
        Shape shape = graph.tensor(operator.output()).shape();
        int channels = graph.tensor(operator.weights()).shape().dim(0);
        Result matrix = nodes.store(operator, operator.activation(), product(operator), Order.same(2));
        return shape.rank() == 2 && shape.dim(1) == channels
                ? matrix
                : new Result(values.reshape(operator.output(), matrix.value(), shape.dims()), Order.same(shape.rank()));
    }

    private Result batchMatMul(BatchMatMul operator) {
        Shape shape = graph.tensor(operator.output()).shape();
        List<String> inputs = List.of(
                matrix(operator.left(), operator.leftTransposed()),
                matrix(operator.right(), operator.rightTransposed()));
        return nodes.store(operator, nodes.node(operator, "MatMul", inputs), Order.same(shape.rank()));
    }

    private String matrix(int tensor, boolean transposed) {
        int rank = graph.tensor(tensor).shape().rank();
        return nodes.reals(tensor, transposed ? Order.transposed(rank) : Order.same(rank));
    }

    /**
     * Whether a reshape makes a row of each image that only dense layers read; then its input is to be read as it is
     * stored, and the dense layers' weights will fit.
     */
    boolean readsFlattened(Reshape operator, Order stored) {
        Shape from = graph.tensor(operator.input()).shape();
        Shape to = graph.tensor(operator.output()).shape();
        boolean rowPerImage = to.rank() == 2 && from.rank() > 2 && to.dim(0) == from.dim(0) && stored.position(0) == 0;
        boolean flattened = rowPerImage
                && !graph.outputs().contains(operator.output())
                && graph.operators().stream()
                        .filter(reader -> reader.inputs().contains(operator.output()))
                        .allMatch(reader -> reader instanceof FullyConnected dense
                                && dense.input() == operator.output()
                                && graph.tensor(dense.weights()).isConstant()
                                && graph.tensor(dense.weights()).shape().dim(1) == to.dim(1));
        if (flattened) {
            rows.put(operator.output(), new Flattened(from, stored));
        }
        return flattened;
    }

    private String product(FullyConnected operator) {
        Shape weights = graph.tensor(operator.weights()).shape();
        Shape input = graph.tensor(operator.input()).shape();
        int depth = weights.dim(1);
        Flattened flattened = rows.get(operator.input());
        Order read = Order.same(input.rank());
        if (flattened == null
                && graph.tensor(operator.weights()).isConstant()
                && input.rank() > 2
                && input.elements() == input.dim(0) * depth
                && values.order(operator.input()).position(0) == 0) {
            read = values.order(operator.input());
            flattened = new Flattened(input, read);
        }
        String rows = values.get(operator.input(), read);
        if (input.rank() != 2 || input.dim(1) != depth) {
            rows = values.reshape(operator.input(), rows, input.elements() / depth, depth);
        }
        String matrix = flattened == null
                ? values.get(operator.weights(), Order.same(2))
                : values.constant(
                        operator.weights(),
                        rowsOf(weights.dim(0), flattened.image()),
                        flattened.order(),
                        weights.dims());
        List<String> inputs = new ArrayList<>(List.of(
                quantization.reals(operator.input(), rows, Order.same(2)),
                quantization.channels(operator.weights(), matrix)));
        nodes.bias(operator).ifPresent(inputs::add);
        return nodes.node(operator, "Gemm", inputs, Attributes.integer("transB", 1));
    }

    private static Shape rowsOf(int channels, Shape image) {
        int[] dims = image.dims();
        dims[0] = channels;
        return Shape.of(dims);
    }
}
