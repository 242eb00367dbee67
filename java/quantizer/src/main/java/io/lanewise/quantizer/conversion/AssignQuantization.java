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
import java.util.function.IntFunction;

/**
 * Notes the chosen quantizations on the float tensors; constant operands get one from their own values. Outputs that
 * have their input's stay without: {@link ShareQuantization} gives it to them.
 */
final class AssignQuantization {
    private final Graph graph;
    private final IntFunction<Quantization> chosen;
    private final QuantizedEditor editor;

    private AssignQuantization(QuantizedModel model, IntFunction<Quantization> chosen) {
        this.graph = model.graph();
        this.chosen = chosen;
        this.editor = new QuantizedEditor(model);
    }

    /** {@code chosen}: by tensor index; null where there is none. */
    static QuantizedModel apply(QuantizedModel model, IntFunction<Quantization> chosen) {
        AssignQuantization pass = new AssignQuantization(model, chosen);
        Graph graph = model.graph();
        graph.operators().forEach(pass.editor::add);
        // Files hold tensors that nobody uses, int8 ones among them, and float tensors with scales from training.
        for (int i = 0; i < graph.tensors().size(); i++) {
            pass.editor.quantize(i, null);
        }
        graph.inputs().forEach(pass::assign);
        for (Operator operator : graph.operators()) {
            if (!operator.outputs().stream().allMatch(pass::becomesInteger)) {
                continue;
            }
            operator.activations().stream()
                    .filter(i -> graph.tensor(i).isConstant())
                    .forEach(pass::assign);
            if (operator.outputScale() != OutputScale.SAME_AS_INPUT) {
                operator.outputs().forEach(pass::assign);
            }
        }
        graph.outputs().stream().filter(i -> graph.tensor(i).isConstant()).forEach(pass::assign);
        return pass.editor.model();
    }

    private boolean becomesInteger(int tensor) {
        return editor.scheme(tensor) != null
                && editor.scheme(tensor).arithmetic().isInteger();
    }

    /** What is to stay float gets none. */
    private void assign(int index) {
        if (!becomesInteger(index)) {
            return;
        }
        Quantization quantization = chosen.apply(index);
        Tensor tensor = graph.tensor(index);
        if (quantization == null && tensor.isConstant()) {
            quantization = ScaleFormula.TFLITE.quantization(
                    range(tensor), editor.scheme(index).grid());
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
                throw new ModelException(
                        graph.name(),
                        "constant " + constant + " holds " + value
                                + ", for which there is no scale; keep the operator that reads it float by an"
                                + " override");
            }
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
        return new Range(minimum, maximum);
    }
}
