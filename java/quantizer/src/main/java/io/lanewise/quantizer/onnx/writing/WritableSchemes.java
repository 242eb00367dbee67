// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.tensor.Quantization;

/** Refuses schemes of quantization, and operators, that ONNX has no words for. */
final class WritableSchemes {

    private WritableSchemes() {}

    static void require(Graph graph) {
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            if (Unwritable.is(operator, graph)) {
                throw new ModelException(
                        graph.name(),
                        graph.describe(i) + " on "
                                + graph.tensor(operator.inputs().get(0))
                                + " is not written as ONNX; write a .tflite file, or end the model before");
            }
            if (operator instanceof Dequantize dequantize && readsCodebook(graph, dequantize)) {
                throw new ModelException(
                        graph.name(),
                        graph.describe(i) + " reads a codebook, which is not written as ONNX; write"
                                + " a .tflite file");
            }
            if (operator instanceof WeightedOperator weighted && weighted.isDynamicRange(graph)) {
                throw new ModelException(
                        graph.name(),
                        graph.describe(i) + " quantizes its input at run time, which is not"
                                + " written as ONNX; write a .tflite file, or use the scheme weight-only");
            }
        }
    }

    private static boolean readsCodebook(Graph graph, Dequantize dequantize) {
        Quantization quantization = graph.tensor(dequantize.input()).quantization();
        return quantization != null && quantization.isCodebook();
    }
}
