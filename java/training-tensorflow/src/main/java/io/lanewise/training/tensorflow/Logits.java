// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Uses;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;

/** Which tensor a network classifies by. */
final class Logits {

    private Logits() {}

    /** What the softmax at the first output takes; that output, if it has none. */
    static int of(Graph graph) {
        Uses uses = new Uses(graph);
        int output = graph.outputs().get(0);
        for (int tensor = output; uses.producer(tensor) != Uses.NONE; ) {
            Operator producer = graph.operators().get(uses.producer(tensor));
            if (producer instanceof Softmax softmax) {
                return softmax.input();
            }
            if (producer instanceof Quantize quantize) {
                tensor = quantize.input();
            } else if (producer instanceof Dequantize dequantize) {
                tensor = dequantize.input();
            } else {
                return output;
            }
        }
        return output;
    }
}
