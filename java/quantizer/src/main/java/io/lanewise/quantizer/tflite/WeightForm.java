// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;

/**
 * What the version of an operator with weights depends on.
 *
 * @param dynamic whether a float operator has integer weights
 * @param perChannel whether the weights have a scale for each output channel
 * @param int4 whether the weights are of int4
 */
record WeightForm(boolean dynamic, boolean perChannel, boolean int4) {

    static WeightForm of(Graph graph, WeightedOperator operator) {
        Tensor weights = graph.tensor(operator.weights());
        boolean real = graph.tensor(operator.input()).type() == DataType.FLOAT32;
        return new WeightForm(
                real && weights.type() != DataType.FLOAT32,
                weights.quantization() != null && weights.quantization().isPerChannel(),
                weights.type() == DataType.INT4);
    }
}
