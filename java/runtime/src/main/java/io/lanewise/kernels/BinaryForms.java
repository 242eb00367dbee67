// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.Activation;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.BinaryFunction;

/** Which functions of two values have an int8 form. */
public final class BinaryForms {

    private BinaryForms() {}

    /** Whether TFLite computes the function on int8. */
    public static boolean hasInt8Form(BinaryFunction function) {
        return switch (function) {
            case MAXIMUM, MINIMUM, SUB -> true;
            case DIV, POW -> false;
        };
    }

    /**
     * Returns if an int8 operator can be computed.
     *
     * @throws ModelException if its function has no int8 form, or the values of MAXIMUM or MINIMUM are not on the same steps
     */
    public static void requireInt8(Graph graph, int operatorIndex, Binary operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        context.require(hasInt8Form(operator.function()), "has no int8 form; leave it float");
        if (operator.function() != BinaryFunction.SUB) {
            context.require(operator.activation() == Activation.NONE, "has a fused %s; make it an operator of its own",
                    operator.activation());
            context.requireSameQuantization(operator.left(), operator.output());
            context.requireSameQuantization(operator.right(), operator.output());
        }
    }
}
