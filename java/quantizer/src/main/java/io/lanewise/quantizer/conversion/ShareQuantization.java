// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.graph.Uses;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives inputs and outputs one quantization where TFLite's int8 kernels only move bytes: pools, reshapes, pads,
 * concatenations, maxima, minima.
 */
final class ShareQuantization {
    private final Graph graph;
    private final Uses uses;
    private final QuantizedEditor editor;

    private ShareQuantization(QuantizedModel model) {
        this.graph = model.graph();
        this.uses = new Uses(graph);
        this.editor = new QuantizedEditor(model);
    }

    static QuantizedModel apply(QuantizedModel model) {
        ShareQuantization pass = new ShareQuantization(model);
        Graph graph = model.graph();
        // Last first, so that a concatenation of concatenations hands its quantization all the way down.
        for (int i = graph.operators().size() - 1; i >= 0; i--) {
            if (pass.joins(graph.operators().get(i))) {
                pass.handDown(graph.operators().get(i));
            }
        }
        for (Operator operator : graph.operators()) {
            pass.keep(operator);
        }
        return pass.editor.model();
    }

    /**
     * Whether TFLite's int8 kernel takes several inputs' values as they are, so that all must be on the output's grid.
     */
    private boolean joins(Operator operator) {
        return operator.outputScale() == OutputScale.SHARED_WITH_INPUTS
                && graph.tensor(operator.output()).quantization() != null;
    }

    /**
     * The output's range holds what is used of the inputs', so an input that only this operator reads loses nothing by
     * being computed on the output's grid at once, where requantizing it would round twice.
     */
    private void handDown(Operator joined) {
        for (int input : joined.activations()) {
            boolean readHereAlone = uses.readers(input) == Collections.frequency(joined.activations(), input);
            if (readHereAlone && isFree(input)) {
                editor.quantize(input, editor.tensor(joined.output()).quantization());
            }
        }
    }

    /** Whether a tensor may have any quantization: a constant, or an output that its operator lets choose. */
    private boolean isFree(int tensor) {
        int producer = uses.producer(tensor);
        if (producer == Uses.NONE) {
            return graph.tensor(tensor).isConstant();
        }
        OutputScale scale = graph.operators().get(producer).outputScale();
        return scale == OutputScale.OWN || scale == OutputScale.SHARED_WITH_INPUTS;
    }

    private void keep(Operator operator) {
        if (operator.outputScale() == OutputScale.SAME_AS_INPUT) {
            Quantization shared = editor.tensor(operator.activations().get(0)).quantization();
            operator.outputs().forEach(output -> editor.quantize(output, shared));
        }
        editor.add(joins(operator) ? requantized(operator) : operator);
    }

    private Operator requantized(Operator joined) {
        Quantization shared = editor.tensor(joined.output()).quantization();
        Map<Integer, Integer> inputs = new HashMap<>();
        for (int input : joined.activations()) {
            boolean fits = editor.tensor(input).quantization().equals(shared);
            inputs.computeIfAbsent(input, i -> fits ? i : requantized(i, shared));
        }
        return joined.remap(tensor -> inputs.getOrDefault(tensor, tensor));
    }

    private int requantized(int input, Quantization shared) {
        Tensor tensor = editor.tensor(input);
        int added = editor.add(
                new Tensor(tensor.name() + "/requantized", tensor.type(), tensor.shape(), shared, null), input);
        editor.add(new Quantize(input, added));
        return added;
    }
}
