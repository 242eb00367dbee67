// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.quantizer.conversion.BiasQuantizer;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Dense layers as Gemm. Where one reads a flattened image, the image stays in the file's order, and the columns of the
 * weights are brought into it instead.
 */
final class DenseNodes {

    /** What a row of a matrix was before it was flattened: an image's sizes, batch included, and their order in the file. */
    private record Flattened(Shape image, Order order) {
    }

    private final Nodes nodes;
    private final Graph graph;
    private final Values values;
    private final QuantizationNodes quantization;
    private final Map<Integer, Flattened> rows = new HashMap<>();

    DenseNodes(Nodes nodes) {
        this.nodes = nodes;
        this.graph = nodes.graph();
        this.values = nodes.values();
        this.quantization = nodes.quantization();
    }

    /** Gemm gives [rows, output channels], whatever the graph's output is. */
    Result fullyConnected(FullyConnected operator) {
        Shape shape = graph.tensor(operator.output()).shape();
        int channels = graph.tensor(operator.weights()).shape().dim(0);
        Result matrix = nodes.store(operator, operator.activation(), product(operator), Order.same(2));
        return shape.rank() == 2 && shape.dim(1) == channels ? matrix
                : new Result(values.reshape(operator.output(), matrix.value(), shape.dims()), Order.same(shape.rank()));
    }

    Result batchMatMul(BatchMatMul operator) {
        Shape shape = graph.tensor(operator.output()).shape();
        List<String> inputs = operator.inputs().stream()
                .map(input -> nodes.reals(input, Order.same(graph.tensor(input).shape().rank()))).toList();
        return nodes.store(operator, nodes.node(operator, "MatMul", inputs), Order.same(shape.rank()));
    }

    /**
     * Whether a reshape makes a row of each image that only dense layers read; then its input is to be read as it is
     * stored, and the dense layers' weights will fit.
     */
    boolean readsFlattened(Reshape operator, Order stored) {
        Shape from = graph.tensor(operator.input()).shape();
        Shape to = graph.tensor(operator.output()).shape();
        boolean rowPerImage = to.rank() == 2 && from.rank() > 2 && to.dim(0) == from.dim(0)
                && stored.position(0) == 0;
        boolean flattened = rowPerImage && !graph.outputs().contains(operator.output()) && graph.operators().stream()
                .filter(reader -> reader.inputs().contains(operator.output()))
                .allMatch(reader -> reader instanceof FullyConnected dense && dense.input() == operator.output()
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
        if (flattened == null && graph.tensor(operator.weights()).isConstant() && input.rank() > 2 && input.elements() == input.dim(0) * depth
                && values.order(operator.input()).position(0) == 0) {
            read = values.order(operator.input());
            flattened = new Flattened(input, read);
        }
        String rows = values.get(operator.input(), read);
        if (input.rank() != 2 || input.dim(1) != depth) {
            rows = values.reshape(operator.input(), rows, input.elements() / depth, depth);
        }
        String matrix = flattened == null ? values.get(operator.weights(), Order.same(2))
                : values.constant(operator.weights(), rowsOf(weights.dim(0), flattened.image()), flattened.order(),
                        weights.dims());
        List<String> inputs = new ArrayList<>(List.of(quantization.reals(operator.input(), rows, Order.same(2)),
                quantization.channels(operator.weights(), matrix)));
        bias(operator).ifPresent(inputs::add);
        return nodes.node(operator, "Gemm", inputs, Attributes.integer("transB", 1));
    }

    private static Shape rowsOf(int channels, Shape image) {
        int[] dims = image.dims();
        dims[0] = channels;
        return Shape.of(dims);
    }

    /** The bias of an operator of inputs (input, weights, bias), if it has one. */
    Optional<String> bias(Operator operator) {
        if (operator.inputs().size() < 3) {
            return Optional.empty();
        }
        int bias = operator.inputs().get(2);
        Tensor tensor = graph.tensor(bias);
        // Some files give biases any shape of as many elements.
        String values = this.values.constant(bias, tensor.shape(), Order.same(tensor.shape().rank()), tensor.shape().elements());
        return Optional.of(quantization.bias(bias, values, accumulator(operator)));
    }

    /** The scales of an integer operator's sums: input scale x weight scale. */
    private Quantization accumulator(Operator operator) {
        Quantization input = graph.tensor(operator.inputs().get(0)).quantization();
        Quantization weights = graph.tensor(operator.inputs().get(1)).quantization();
        if (input == null || weights == null) {
            return null;
        }
        return BiasQuantizer.quantization(input.scale(), weights);
    }
}
