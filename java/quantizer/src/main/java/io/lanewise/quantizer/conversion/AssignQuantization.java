// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.Map;

/**
 * Notes the chosen quantizations on the float tensors; constant operands get one from their own values. Outputs that have
 * their input's stay without: {@link ShareQuantization} gives it to them.
 */
final class AssignQuantization {
    private final Graph graph;
    private final Map<Integer, Quantization> chosen;
    private final Map<Integer, OperatorScheme> schemes;
    private final GraphEditor editor;

    private AssignQuantization(Graph graph, Map<Integer, Quantization> chosen, Map<Integer, OperatorScheme> schemes) {
        this.graph = graph;
        this.chosen = chosen;
        this.schemes = schemes;
        this.editor = new GraphEditor(graph);
    }

    static Graph apply(Graph graph, Map<Integer, Quantization> chosen, Map<Integer, OperatorScheme> schemes) {
        AssignQuantization pass = new AssignQuantization(graph, chosen, schemes);
        pass.editor.operators().addAll(graph.operators());
        // Files hold tensors that nobody uses, int8 ones among them, and float tensors with scales from training.
        for (int i = 0; i < graph.tensors().size(); i++) {
            pass.editor.quantize(i, null);
        }
        graph.inputs().forEach(pass::assign);
        for (Operator operator : graph.operators()) {
            if (!schemes.getOrDefault(operator.output(), OperatorScheme.INT8).arithmetic().isInteger()) {
                continue;
            }
            operator.activations().stream().filter(i -> graph.tensor(i).isConstant()).forEach(pass::assign);
            if (operator.outputScale() != OutputScale.SAME_AS_INPUT) {
                pass.assign(operator.output());
            }
        }
        graph.outputs().stream().filter(i -> graph.tensor(i).isConstant()).forEach(pass::assign);
        return pass.editor.graph();
    }

    /** What is to stay float gets none. */
    private void assign(int index) {
        if (!schemes.getOrDefault(index, OperatorScheme.INT8).arithmetic().isInteger()) {
            return;
        }
        Quantization quantization = chosen.get(index);
        Tensor tensor = graph.tensor(index);
        if (quantization == null && tensor.isConstant()) {
            quantization = ScaleFormula.TFLITE.quantization(range(tensor),
                    schemes.getOrDefault(index, OperatorScheme.INT8).grid());
        }
        if (quantization == null) {
            throw new ModelException(graph.name(), "tensor " + index + " " + tensor + " has no quantization");
        }
        editor.quantize(index, quantization);
    }

    private Range range(Tensor constant) {
        float minimum = 0;
        float maximum = 0;
        for (float value : constant.floats()) {
            if (!Float.isFinite(value)) {
                throw new ModelException(graph.name(), "constant " + constant + " holds " + value
                        + ", for which there is no scale; keep the operator that reads it float by an override");
            }
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
        return new Range(minimum, maximum);
    }
}
