// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.kernels.BinaryForms;
import io.lanewise.kernels.Int16Forms;
import io.lanewise.kernels.LookupTable;
import io.lanewise.operators.Activation;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.BinaryFunction;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.reduction.ReduceFunction;
import java.util.Optional;

/** Which operators have an integer form, and why the others have none. */
final class IntegerForms {

    private IntegerForms() {
    }

    /** Why an operator cannot compute with int8 or int16; empty if it can. */
    static Optional<String> missing(Graph graph, Operator operator, Arithmetic arithmetic) {
        if (arithmetic == Arithmetic.INT16) {
            return Int16Forms.has(operator) ? Optional.empty()
                    : Optional.of("no int16 form of " + operator.kind() + "; int8 may do");
        }
        return Optional.ofNullable(missingInt8(graph, operator));
    }

    private static String missingInt8(Graph graph, Operator operator) {
        if (operator instanceof Unary unary && !LookupTable.hasInt8Form(unary.function())) {
            return "TFLite computes " + unary.kind() + " on floats only";
        }
        if (operator instanceof Binary binary) {
            boolean clamped = binary.function() != BinaryFunction.SUB && binary.activation() != Activation.NONE;
            return !BinaryForms.hasInt8Form(binary.function()) ? "TFLite computes " + binary.kind() + " on floats only"
                    : clamped ? "its fused " + binary.activation() + " has no int8 form" : null;
        }
        if (operator instanceof Reduce reduce && reduce.function() != ReduceFunction.MAX
                && reduce.function() != ReduceFunction.MIN) {
            return "no int8 form of " + reduce.kind() + " yet; a MEAN has one";
        }
        if (operator instanceof BatchMatMul) {
            return "no int8 form of a product of two activations yet";
        }
        if (operator instanceof Concatenation joined && joined.activation() != Activation.NONE) {
            return "its fused " + joined.activation() + " has no int8 form; make it an operator of its own";
        }
        if (operator instanceof LeakyRelu leaky && !(leaky.alpha() >= 0)) {
            return "its slope " + leaky.alpha() + " is negative";
        }
        if (operator instanceof Prelu prelu && !graph.tensor(prelu.slope()).isConstant()) {
            return "its slopes are computed";
        }
        return null;
    }
}
