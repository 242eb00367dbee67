// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets an integer graph take and give floats. */
final class FloatInterface {

    private FloatInterface() {}

    /**
     * The same graph with QUANTIZE after its inputs and DEQUANTIZE before its outputs, those that are integers; names
     * stay.
     */
    static QuantizedModel apply(QuantizedModel model) {
        Graph graph = model.graph();
        QuantizedEditor editor = new QuantizedEditor(model);
        List<Integer> inputs = new ArrayList<>(graph.inputs());
        for (int i = 0; i < inputs.size(); i++) {
            int quantized = inputs.get(i);
            if (graph.tensor(quantized).quantization() != null) {
                inputs.set(i, addFloat(editor, quantized));
                editor.add(new Quantize(inputs.get(i), quantized));
            }
        }
        graph.operators().forEach(editor::add);
        Map<Integer, Integer> reals = new HashMap<>();
        for (int quantized : graph.outputs()) {
            if (graph.tensor(quantized).quantization() != null && !reals.containsKey(quantized)) {
                reals.put(quantized, addFloat(editor, quantized));
                editor.add(new Dequantize(quantized, reals.get(quantized)));
            }
        }
        editor.setInterface(
                inputs,
                graph.outputs().stream()
                        .map(output -> reals.getOrDefault(output, output))
                        .toList());
        return editor.model();
    }

    /** A float tensor of the integer tensor's name and shape; the latter is renamed as TFLite's converter does. */
    private static int addFloat(QuantizedEditor editor, int quantized) {
        Tensor tensor = editor.tensor(quantized);
        editor.replace(
                quantized,
                new Tensor(
                        tensor.name() + '_' + tensor.type().label(),
                        tensor.type(),
                        tensor.shape(),
                        tensor.quantization(),
                        tensor.data()));
        return editor.add(
                new Tensor(tensor.name(), DataType.FLOAT32, tensor.shape(), null, null),
                quantized,
                editor.scheme(quantized).with(SchemeArithmetic.FLOAT32, false));
    }
}
