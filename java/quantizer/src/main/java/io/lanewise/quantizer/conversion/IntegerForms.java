// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.PoorForms;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which operators have an integer form, and why the others have none. */
final class IntegerForms {

    /** A step of int8 near 0 is more than all that their results are read for: in normalizations, mostly. */
    private static final Set<UnaryFunction> STEEP = Set.of(UnaryFunction.LOG, UnaryFunction.RSQRT, UnaryFunction.SQRT);

    private IntegerForms() {}

    /** Why an operator cannot compute with int8 or int16; empty if it can. */
    static Optional<String> missing(Graph graph, Operator operator, SchemeArithmetic arithmetic) {
        Optional<Tensor> whole = Stream.concat(operator.activations().stream(), operator.outputs().stream())
                .map(graph::tensor)
                .filter(tensor -> tensor.type() != DataType.FLOAT32)
                .findFirst();
        if (whole.isPresent()) {
            return Optional.of("works on " + whole.get().type().label());
        }
        Optional<String> int8 = operator.noForm(DataType.INT8).or(() -> PoorForms.reason(operator, DataType.INT8));
        if (arithmetic == SchemeArithmetic.INT16) {
            return operator.noForm(DataType.INT16)
                    .map(reason -> int8.isPresent() ? reason : reason + "; int8 may do")
                    .or(() -> PoorForms.reason(operator, DataType.INT16));
        }
        if (operator instanceof Unary unary && STEEP.contains(unary.function())) {
            return Optional.of("is too steep for 8 bits");
        }
        if (operator instanceof Unary unary && unary.function() == UnaryFunction.NEG) {
            return Optional.of("negates integers of zero point 0 alone");
        }
        if (operator instanceof Reduce reduce && reduce.function() == ReduceFunction.SUM) {
            return Optional.of("TFLite's reference kernel of integers is wrong");
        }
        if (operator instanceof Prelu prelu && !graph.tensor(prelu.slope()).isConstant()) {
            return Optional.of("its slopes are computed");
        }
        return int8;
    }
}
