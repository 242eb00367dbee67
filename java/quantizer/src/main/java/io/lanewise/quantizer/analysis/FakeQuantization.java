// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.quantization.Dequantization;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Float graphs in which chosen weights and activations have only the values that their quantized form can have, and all
 * else is exact: what each costs alone can be measured on them. Weights are replaced by their dequantized form; behind
 * an activation stand a QUANTIZE and a DEQUANTIZE.
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
        Tensor input =
                quantized.graph().tensor(quantized.operator(operator).inputs().get(0));
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
        Made made = new Made();
        if (inputs) {
            for (int input : real.inputs()) {
                made.quantize(input, quantized.graph().tensor(quantized.counterpart(input)));
            }
        }
        for (int i = 0; i < operators(); i++) {
            if (weights[i] && quantizesWeights(i)) {
                made.replaceWeights(weights(i), quantizedWeights(i));
            }
            made.editor.add(real.operators().get(i).remap(made::index));
            if (quantizesWeights(i)) {
                // Others may share the weights and keep them exact.
                made.indices.remove(weights(i));
            }
            Tensor output = quantized.output(i);
            if (outputs[i] && QuantizedValues.isQuantized(output)) {
                made.quantize(real.operators().get(i).outputs().get(0), output);
            }
        }
        return made.graph();
    }

    /** The graph in the making. */
    private final class Made {
        final GraphEditor editor = GraphEditor.withoutOperators(real);
        /** Where readers find a tensor's values. */
        final Map<Integer, Integer> indices = new HashMap<>();

        int index(int tensor) {
            return indices.getOrDefault(tensor, tensor);
        }

        void quantize(int tensor, Tensor form) {
            if (!QuantizedValues.isQuantized(form)) {
                return;
            }
            Tensor original = real.tensor(tensor);
            int integers = editor.add(new Tensor(
                    original.name() + "/quantized", form.type(), original.shape(), form.quantization(), null));
            int reals = editor.add(
                    new Tensor(original.name() + "/dequantized", DataType.FLOAT32, original.shape(), null, null));
            editor.add(new Quantize(tensor, integers));
            editor.add(new Dequantize(integers, reals));
            indices.put(tensor, reals);
        }

        void replaceWeights(int tensor, Tensor form) {
            Tensor original = real.tensor(tensor);
            indices.put(
                    tensor,
                    editor.add(Tensor.constant(original.name(), original.shape(), Dequantization.floats(form))));
        }

        Graph graph() {
            editor.setInterface(
                    real.inputs(), real.outputs().stream().map(this::index).toList());
            return editor.graph();
        }
    }
}
