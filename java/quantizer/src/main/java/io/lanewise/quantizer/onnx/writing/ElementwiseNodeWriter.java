// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.BinaryFunction;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.Activation;

/** Functions of two inputs' elements, which broadcast. */
record ElementwiseNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(Add.class, operator -> nodes.elementwise(operator, "Add", operator.activation()));
        table.add(
                Binary.class,
                operator -> nodes.elementwise(operator, type(operator.function()), operator.activation()));
        table.add(Mul.class, operator -> nodes.elementwise(operator, "Mul", operator.activation()));
        table.add(Prelu.class, operator -> nodes.elementwise(operator, "PRelu", Activation.NONE));
    }

    private static String type(BinaryFunction function) {
        return switch (function) {
            case DIV -> "Div";
            case MAXIMUM -> "Max";
            case MINIMUM -> "Min";
            case POW -> "Pow";
            case SUB -> "Sub";
        };
    }
}
