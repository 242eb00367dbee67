// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.quantization.Dequantization;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A float graph that gives, for each operator with quantized weights, the mean of each output channel before the clamp:
 * outputs 2 i of the exact operator, 2 i + 1 of its quantized form.
 *
 * @param layers which operators of the float graph
 * @param ends of each layer, the operator behind those that give its means
 */
record MeanErrors(Graph graph, List<Integer> layers, List<Integer> ends) {

    /** Indices of the operators whose weights are quantized. */
    static List<Integer> layers(QuantizedModel quantized) {
        return IntStream.range(0, quantized.source().operators().size())
                .filter(i -> quantized.weights(i).isPresent())
                .boxed()
                .toList();
    }

    /**
     * The graph to measure with.
     *
     * @param corrected the float graph with the biases that the quantized operators are to have
     * @param chained whether quantized operators take each other's values, or the quantized form of the exact ones
     */
    static MeanErrors of(QuantizedModel quantized, Graph corrected, boolean chained) {
        Builder builder = new Builder(quantized, corrected, chained);
        return new MeanErrors(builder.build(), builder.layers, builder.ends);
    }

    private static boolean isInteger(Tensor tensor) {
        return tensor.type() != DataType.FLOAT32 && tensor.quantization() != null;
    }

    private static final class Builder {
        private final Graph real;
        private final Graph corrected;
        private final QuantizedModel quantized;
        private final boolean chained;
        private final List<Integer> layers;
        private final GraphEditor editor;
        private final List<Integer> outputs = new ArrayList<>();
        private final List<Integer> ends = new ArrayList<>();
        /** The quantized form of a value of the float graph. */
        private final Map<Integer, Integer> forms = new HashMap<>();

        Builder(QuantizedModel quantized, Graph corrected, boolean chained) {
            this.real = quantized.source();
            this.corrected = corrected;
            this.quantized = quantized;
            this.chained = chained;
            this.layers = layers(quantized);
            // Those of the float graph and the corrected biases behind them.
            this.editor = GraphEditor.withoutOperators(corrected);
        }

        Graph build() {
            for (int i = 0; i < real.operators().size(); i++) {
                Operator operator = real.operators().get(i);
                if (layers.contains(i)) {
                    addMeans(i);
                    ends.add(editor.add(operator));
                } else {
                    editor.add(operator);
                }
                if (chained) {
                    addForm(i);
                }
            }
            editor.setInterface(real.inputs(), outputs);
            return editor.graph();
        }

        private void addMeans(int layer) {
            WeightedOperator exact = (WeightedOperator) real.operators().get(layer);
            WeightedOperator shifted = (WeightedOperator) corrected.operators().get(layer);
            outputs.add(mean(exact, exact.input(), exact.weights()));
            outputs.add(mean(
                    shifted,
                    form(exact.input(), quantized.operator(layer).inputs().get(0)),
                    dequantized(layer)));
        }

        /** The mean of each channel, of the operator without its clamp. */
        private int mean(WeightedOperator operator, int input, int weights) {
            Shape shape = editor.tensor(operator.output()).shape();
            int sums = add(shape, null, DataType.FLOAT32);
            editor.add(operator.with(input, weights, operator.bias(), sums, Activation.NONE));
            int means = add(Shape.of(shape.dim(-1)), null, DataType.FLOAT32);
            editor.add(new Mean(
                    sums, means, IntStream.range(0, shape.rank() - 1).boxed().toList(), false));
            return means;
        }

        /** A value as the quantized model has it. */
        private int form(int value, int counterpart) {
            return forms.computeIfAbsent(value, v -> rounded(v, counterpart));
        }

        /** Through the integers of a tensor of the quantized model and back; as it is if that one is float. */
        private int rounded(int value, int counterpart) {
            Tensor tensor = quantized.graph().tensor(counterpart);
            if (!isInteger(tensor)) {
                return value;
            }
            int integers = add(editor.tensor(value).shape(), tensor.quantization(), tensor.type());
            int floats = add(editor.tensor(value).shape(), null, DataType.FLOAT32);
            editor.add(new Quantize(value, integers));
            editor.add(new Dequantize(integers, floats));
            return floats;
        }

        /** The operator once more, on quantized values and weights. */
        private void addForm(int index) {
            Operator operator = corrected.operators().get(index);
            Operator counterpart = quantized.operator(index);
            Map<Integer, Integer> indices = new HashMap<>();
            for (int i = 0; i < operator.activations().size(); i++) {
                int input = operator.activations().get(i);
                if (!real.tensor(input).isConstant()) {
                    indices.put(input, form(input, counterpart.activations().get(i)));
                }
            }
            if (layers.contains(index)) {
                indices.put(((WeightedOperator) operator).weights(), dequantized(index));
            }
            for (int output : operator.outputs()) {
                indices.put(output, add(real.tensor(output).shape(), null, DataType.FLOAT32));
            }
            editor.add(operator.remap(tensor -> indices.getOrDefault(tensor, tensor)));
            for (int i = 0; i < operator.outputs().size(); i++) {
                int output = operator.outputs().get(i);
                forms.put(
                        output,
                        rounded(indices.get(output), counterpart.outputs().get(i)));
            }
        }

        private int dequantized(int layer) {
            Tensor weights = quantized.weights(layer).orElseThrow();
            return editor.add(
                    Tensor.constant(weights.name() + "/dequantized", weights.shape(), Dequantization.floats(weights)));
        }

        private int add(Shape shape, Quantization quantization, DataType type) {
            return editor.add(new Tensor("", type, shape, quantization, null));
        }
    }
}
