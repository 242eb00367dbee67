// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Tensor;
import java.util.List;

/** Which inputs of an operator are values that flow through the network, and constants read as floats. */
final class Operands {

    private Operands() {
    }

    /** The inputs without weights and bias; constants among them (a constant addend) are values like any other. */
    static List<Integer> values(Operator operator) {
        boolean weighted = operator instanceof Conv2d || operator instanceof DepthwiseConv2d
                || operator instanceof FullyConnected;
        return weighted ? operator.inputs().subList(0, 1) : operator.inputs();
    }

    /** A float32 constant's elements. */
    static float[] floats(Tensor constant) {
        float[] values = new float[constant.shape().elements()];
        constant.data().asFloatBuffer().get(values);
        return values;
    }
}
