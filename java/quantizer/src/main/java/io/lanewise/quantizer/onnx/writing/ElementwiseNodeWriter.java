// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.Activation;
import java.util.List;

/** Functions of two inputs' elements, which broadcast. */
record ElementwiseNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(Add.class, operator -> nodes.elementwise(operator, "Add", operator.activation()));
        table.add(Binary.class, this::binary);
        table.add(Mul.class, operator -> nodes.elementwise(operator, "Mul", operator.activation()));
        table.add(Prelu.class, operator -> nodes.elementwise(operator, "PRelu", Activation.NONE));
    }

    private Result binary(Binary operator) {
        return switch (operator.function()) {
            case DIV -> nodes.elementwise(operator, "Div", operator.activation());
            case FLOOR_DIV -> composed(operator, this::floorDiv);
            case FLOOR_MOD -> composed(operator, this::floorMod);
            case LOGICAL_AND -> nodes.elementwise(operator, "And", Activation.NONE);
            case LOGICAL_OR -> nodes.elementwise(operator, "Or", Activation.NONE);
            case MAXIMUM -> nodes.elementwise(operator, "Max", operator.activation());
            case MINIMUM -> nodes.elementwise(operator, "Min", operator.activation());
            case POW -> nodes.elementwise(operator, "Pow", operator.activation());
            case SQUARED_DIFFERENCE -> composed(operator, this::squaredDifference);
            case SUB -> nodes.elementwise(operator, "Sub", operator.activation());
        };
    }

    /** Several nodes on two values. */
    private interface Composition {
        String of(Binary operator, String left, String right);
    }

    private Result composed(Binary operator, Composition composition) {
        Order order = nodes.commonOrder(operator);
        String result =
                composition.of(operator, nodes.reals(operator.left(), order), nodes.reals(operator.right(), order));
        return nodes.store(operator, operator.activation(), result, order);
    }

    /** ONNX's Div of whole numbers rounds to 0; less what is left over, they divide exactly. */
    private String floorDiv(Binary operator, String left, String right) {
        if (nodes.tensor(operator.output()).type().isIndex()) {
            String whole = nodes.node(operator, "Sub", List.of(left, floorMod(operator, left, right)));
            return nodes.node(operator, "Div", List.of(whole, right));
        }
        return nodes.node(operator, "Floor", List.of(nodes.node(operator, "Div", List.of(left, right))));
    }

    /** ONNX's Mod of reals has the left value's sign, that of whole numbers the right one's. */
    private String floorMod(Binary operator, String left, String right) {
        if (nodes.tensor(operator.output()).type().isIndex()) {
            return nodes.node(operator, "Mod", List.of(left, right));
        }
        String whole = nodes.node(operator, "Mul", List.of(floorDiv(operator, left, right), right));
        return nodes.node(operator, "Sub", List.of(left, whole));
    }

    private String squaredDifference(Binary operator, String left, String right) {
        String difference = nodes.node(operator, "Sub", List.of(left, right));
        return nodes.node(operator, "Mul", List.of(difference, difference));
    }
}
