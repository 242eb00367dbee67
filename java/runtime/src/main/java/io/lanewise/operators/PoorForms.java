// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.tensor.DataType;
import java.util.Optional;

/**
 * Integer forms that run where a file asks for them, but that nothing real is turned into: they are far from the reals,
 * or fail where those do not.
 */
public final class PoorForms {

    private PoorForms() {}

    /** Why an operator's form of int8 or int16 is poor, in words that fit behind a colon; empty if it is not. */
    public static Optional<String> reason(Operator operator, DataType type) {
        if (operator instanceof Binary binary && binary.function() == BinaryFunction.DIV) {
            return Optional.of("a divisor may become 0");
        }
        if (operator instanceof Reduce reduce && reduce.function() == ReduceFunction.PROD) {
            return Optional.of("its error grows with every factor");
        }
        boolean steep = operator instanceof Unary unary
                && (unary.function() == UnaryFunction.LOG || unary.function() == UnaryFunction.RSQRT);
        return steep && type == DataType.INT16
                ? Optional.of("near 0 it is too steep for int16's table")
                : Optional.empty();
    }
}
