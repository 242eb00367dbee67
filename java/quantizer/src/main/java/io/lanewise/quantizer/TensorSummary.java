// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.tensor.Quantization;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * How one activation was quantized.
 *
 * @param name the tensor's name in the float model
 * @param operator kind of the operator that computes it, such as {@code CONV_2D}; {@code INPUT} for a model input
 * @param range the values seen in calibration
 * @param quantization its scale and zero point, null where it stays float; they cover another range than the one seen where the operator prescribes
 *        them (SOFTMAX) or shares them with its neighbours (pools, concatenations)
 */
public record TensorSummary(String name, String operator, Range range, Quantization quantization) {

    /** {@code real} and {@code int8} have the same operators in the same order, but for QUANTIZE and DEQUANTIZE. */
    static List<TensorSummary> of(Graph real, Graph int8, Map<Integer, Range> ranges) {
        List<TensorSummary> summaries = new ArrayList<>();
        for (int i = 0; i < real.inputs().size(); i++) {
            int input = int8.inputs().get(i);
            // With a float interface, a QUANTIZE reads the input; where it stays float, none does.
            Quantization quantization = int8.operators().stream()
                    .filter(o -> o instanceof Quantize && o.inputs().get(0) == input)
                    .map(o -> int8.tensor(o.output()).quantization()).findFirst().orElse(int8.tensor(input).quantization());
            summaries.add(summary(real, real.inputs().get(i), "INPUT", quantization, ranges));
        }
        Iterator<Operator> converted = int8.operators().stream()
                .filter(operator -> !(operator instanceof Quantize) && !(operator instanceof Dequantize)).iterator();
        for (Operator operator : real.operators()) {
            Quantization quantization = int8.tensor(converted.next().output()).quantization();
            summaries.add(summary(real, operator.output(), operator.kind(), quantization, ranges));
        }
        return List.copyOf(summaries);
    }

    private static TensorSummary summary(Graph real, int tensor, String operator, Quantization quantization,
            Map<Integer, Range> ranges) {
        return new TensorSummary(real.tensor(tensor).name(), operator, ranges.get(tensor), quantization);
    }
}
