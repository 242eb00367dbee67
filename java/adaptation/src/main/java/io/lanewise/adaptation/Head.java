// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Uses;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What is replaced at a classifier's end, FULLY_CONNECTED, and what follows it: nothing, SOFTMAX, and what turns the
 * result into the output's type.
 *
 * @param features index of the tensor that the dense layer is to be trained on
 * @param dense the last dense layer
 * @param tail the operators behind it, in their order
 */
record Head(Graph graph, int features, FullyConnected dense, List<Operator> tail) {

    /**
     * The head of a graph.
     *
     * @param featuresName a tensor's name; null for what the dense layer reads
     * @throws ModelException if the graph does not end so, or has not one input and one output of batch 1, or features
     *         that are not int8
     */
    static Head of(Graph graph, String featuresName) {
        if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
            throw refusal(
                    graph,
                    "has " + graph.inputs().size() + " inputs and "
                            + graph.outputs().size() + " outputs; a classifier of one input and one output is needed");
        }
        if (!graph.variables().isEmpty()) {
            throw refusal(graph, "keeps values from run to run; examples would depend on their order");
        }
        Uses uses = new Uses(graph);
        Deque<Operator> tail = new ArrayDeque<>();
        int tensor = graph.outputs().get(0);
        boolean softmax = false;
        while (true) {
            int producer = uses.producer(tensor);
            Operator operator = producer == Uses.NONE ? null : graph.operators().get(producer);
            if (operator instanceof FullyConnected dense) {
                return checked(new Head(graph, features(graph, dense, featuresName), dense, List.copyOf(tail)));
            }
            boolean converts = tail.isEmpty() && (operator instanceof Dequantize || operator instanceof Quantize);
            boolean normalizes = !softmax && operator instanceof Softmax s && s.beta() == 1;
            if (!converts && !normalizes) {
                throw refusal(
                        graph,
                        "does not end in FULLY_CONNECTED, SOFTMAX of beta 1 or none, DEQUANTIZE or QUANTIZE or none,"
                                + " but in " + (operator == null ? "its input" : graph.describe(producer)));
            }
            softmax |= normalizes;
            tail.addFirst(operator);
            tensor = operator.inputs().get(0);
        }
    }

    private static int features(Graph graph, FullyConnected dense, String name) {
        if (name == null) {
            return dense.input();
        }
        List<Integer> found = GraphCut.tensorsBefore(graph, dense.output()).stream()
                .filter(i -> graph.tensor(i).name().equals(name))
                .toList();
        if (found.size() != 1) {
            throw refusal(
                    graph,
                    "has " + found.size() + " tensors named \"" + name + "\" before its last dense layer; lanewise"
                            + " inspect lists the names");
        }
        return found.get(0);
    }

    private static Head checked(Head head) {
        Graph graph = head.graph;
        Tensor features = graph.tensor(head.features);
        Tensor output = graph.tensor(graph.outputs().get(0));
        if (features.type() != DataType.INT8 || features.isConstant() || !features.isReal()) {
            throw refusal(
                    graph, "has features " + features + "; int8 with one scale is needed: quantize the model first");
        }
        if (output.shape().elements() != output.shape().dim(-1)) {
            throw refusal(graph, "computes " + output + "; a classifier of batch 1 is needed");
        }
        if (!head.hasSoftmax() && head.tail.stream().anyMatch(o -> o instanceof Quantize)) {
            throw refusal(graph, "quantizes its logits twice, at the end once more; end it before that QUANTIZE");
        }
        return head;
    }

    boolean hasSoftmax() {
        return tail.stream().anyMatch(o -> o instanceof Softmax);
    }

    /** The tensor that is trained on. */
    Tensor featuresTensor() {
        return graph.tensor(features);
    }

    /**
     * What the dense layer computes now, on the integers of the features.
     *
     * @throws ModelException if the features are not what it reads, its weights are not int8, or its activation clamps
     */
    LinearClassifier classifier() {
        Tensor weights = graph.tensor(dense.weights());
        if (features != dense.input() || weights.type() != DataType.INT8 || dense.activation() != Activation.NONE) {
            throw refusal(
                    graph,
                    "has classes that cannot be kept: its dense layer of weights " + weights + " reads "
                            + graph.tensor(dense.input()) + ", the features are " + featuresTensor()
                            + ", and its activation is " + dense.activation());
        }
        int classes = weights.shape().dim(0);
        int size = weights.shape().dim(1);
        Quantization input = featuresTensor().quantization();
        ByteBuffer integers = weights.data();
        double[] factors = new double[classes * size];
        double[] offsets = new double[classes];
        for (int k = 0; k < classes; k++) {
            double scale = (double) input.scale() * weights.quantization().scale(k);
            offsets[k] = dense.bias() < 0
                    ? 0
                    : scale * graph.tensor(dense.bias()).data().getInt(Integer.BYTES * k);
            for (int i = k * size; i < (k + 1) * size; i++) {
                factors[i] = scale * integers.get(i);
                offsets[k] -= factors[i] * input.zeroPoint();
            }
        }
        return new LinearClassifier(classes, factors, offsets);
    }

    /** Whether the dense layer has a scale for each class. */
    boolean isPerChannel() {
        return graph.tensor(dense.weights()).quantization().isPerChannel();
    }

    /** From the model's input to the features. */
    Graph extractor() {
        return GraphCut.between(graph, graph.inputs().get(0), features);
    }

    /** From the features to the model's output. */
    Graph alone() {
        return GraphCut.between(graph, features, graph.outputs().get(0));
    }

    private static ModelException refusal(Graph graph, String problem) {
        return new ModelException(graph.name(), problem);
    }
}
