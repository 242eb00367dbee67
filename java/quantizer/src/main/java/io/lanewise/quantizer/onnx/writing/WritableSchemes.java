// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.Dequantize;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.kernels.DynamicScaling;

/** Refuses schemes of quantization that ONNX has no words for. */
final class WritableSchemes {

    private WritableSchemes() {
    }

    static void require(Graph graph) {
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            if (operator instanceof Dequantize dequantize && graph.tensor(dequantize.input()).quantization().isCodebook()) {
                throw new ModelException(graph.name(), graph.describe(i) + " reads a codebook, which is not written as ONNX; write"
                        + " a .tflite file");
            }
            int weights = operator instanceof Conv2d o ? o.weights() : operator instanceof DepthwiseConv2d o ? o.weights()
                    : operator instanceof FullyConnected o ? o.weights() : -1;
            if (weights >= 0 && DynamicScaling.is(graph, weights, operator.output())) {
                throw new ModelException(graph.name(), graph.describe(i) + " quantizes its input at run time, which is not"
                        + " written as ONNX; write a .tflite file, or use the scheme weight-only");
            }
        }
    }
}
