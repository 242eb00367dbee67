// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.quantization.Dequantization;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Float graphs in which chosen weights and activations have only the values that their quantized form can have, and all else is
 * exact: what each costs alone can be measured on them. Weights are replaced by their dequantized form; behind an activation
 * stand a QUANTIZE and a DEQUANTIZE.
 */
final class FakeQuantization {
    private final QuantizedModel quantized;
    private final Graph real;

    FakeQuantization(QuantizedModel quantized) {
        this.quantized = quantized;
        this.real = quantized.source();
    }

    /** Number of operators. */
    int operators() {
        return real.operators().size();
    }

    /** Whether an operator has weights that were quantized. */
    boolean quantizesWeights(int operator) {
        return quantized.weights(operator).isPresent();
    }

    /** Whether an operator computes values on a scale that is not its input's. */
    boolean quantizesOutput(int operator) {
        Tensor output = quantized.output(operator);
        Tensor input = quantized.graph().tensor(quantized.operator(operator).inputs().get(0));
        return QuantizedValues.isQuantized(output) && !output.quantization().equals(input.quantization());
    }

    /** The quantized form of an operator's weights. */
    Tensor quantizedWeights(int operator) {
        return quantized.weights(operator).orElseThrow();
    }

    /** Index in the float graph of the weights. */
    private int weights(int operator) {
        return ((WeightedOperator) real.operators().get(operator)).weights();
    }

    /**
     * The float graph with some of it quantized.
     *
     * @param weights for each operator, whether its weights are
     * @param outputs for each operator, whether its output is
     * @param inputs whether the graph's inputs are
     */
    Graph graph(boolean[] weights, boolean[] outputs, boolean inputs) {
        Editor editor = new Editor();
        if (inputs) {
            for (int input : real.inputs()) {
                editor.quantize(input, quantized.graph().tensor(quantized.counterpart(input)));
            }
        }
        for (int i = 0; i < operators(); i++) {
            if (weights[i] && quantizesWeights(i)) {
                editor.replaceWeights(weights(i), quantizedWeights(i));
            }
            editor.add(real.operators().get(i));
            if (quantizesWeights(i)) {
                // Others may share the weights and keep them exact.
                editor.indices.remove(weights(i));
            }
            Tensor output = quantized.output(i);
            if (outputs[i] && QuantizedValues.isQuantized(output)) {
                editor.quantize(real.operators().get(i).output(), output);
            }
        }
        return editor.graph();
    }

    /** The graph in the making. */
    private final class Editor {
        final List<Tensor> tensors = new ArrayList<>(real.tensors());
        final List<Operator> operators = new ArrayList<>();
        /** Where readers find a tensor's values. */
        final Map<Integer, Integer> indices = new HashMap<>();

        int index(int tensor) {
            return indices.getOrDefault(tensor, tensor);
        }

        void add(Operator operator) {
            operators.add(operator.remap(this::index));
        }

        void quantize(int tensor, Tensor form) {
            if (!QuantizedValues.isQuantized(form)) {
                return;
            }
            Tensor original = real.tensor(tensor);
            tensors.add(new Tensor(original.name() + "/quantized", form.type(), original.shape(), form.quantization(), null));
            tensors.add(new Tensor(original.name() + "/dequantized", DataType.FLOAT32, original.shape(), null, null));
            operators.add(new Quantize(tensor, tensors.size() - 2));
            operators.add(new Dequantize(tensors.size() - 2, tensors.size() - 1));
            indices.put(tensor, tensors.size() - 1);
        }

        void replaceWeights(int tensor, Tensor form) {
            Tensor original = real.tensor(tensor);
            tensors.add(Tensor.constant(original.name(), original.shape(), Dequantization.floats(form)));
            indices.put(tensor, tensors.size() - 1);
        }

        Graph graph() {
            return new Graph(real.name(), tensors, operators, real.inputs(),
                    real.outputs().stream().map(this::index).toList());
        }
    }
}
