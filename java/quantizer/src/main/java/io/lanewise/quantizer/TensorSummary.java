// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.tensor.Quantization;
import java.util.ArrayList;
import java.util.List;

/**
 * How one activation was quantized.
 *
 * @param name the tensor's name in the float model
 * @param operator kind of the operator that computes it, such as {@code CONV_2D}; {@code INPUT} for a model input
 * @param range what the calibration method chose of the values seen
 * @param quantization its scale and zero point, null where it stays float; they cover another range than the one chosen
 *        where the scheme fixes one, or the operator prescribes them (SOFTMAX) or shares them with its neighbours
 *        (pools, concatenations)
 */
public record TensorSummary(String name, String operator, Range range, Quantization quantization) {

    /** Of each input and each operator's output of the float graph. */
    static List<TensorSummary> of(QuantizedModel model) {
        List<TensorSummary> summaries = new ArrayList<>();
        for (int input : model.source().inputs()) {
            summaries.add(summary(model, input, "INPUT"));
        }
        for (Operator operator : model.source().operators()) {
            operator.outputs().forEach(output -> summaries.add(summary(model, output, operator.kind())));
        }
        return List.copyOf(summaries);
    }

    private static TensorSummary summary(QuantizedModel model, int tensor, String operator) {
        Graph graph = model.graph();
        return new TensorSummary(
                model.source().tensor(tensor).name(),
                operator,
                model.range(tensor).orElse(null),
                graph.tensor(model.counterpart(tensor)).quantization());
    }
}
