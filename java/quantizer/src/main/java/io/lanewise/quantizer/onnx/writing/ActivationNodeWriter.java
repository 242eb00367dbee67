// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.activation.L2Normalization;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.LogSoftmax;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.Activation;
import java.util.List;

/** Functions of one input's elements, whatever the order of dimensions, and softmax. */
record ActivationNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(L2Normalization.class, this::l2Normalization);
        table.add(LeakyRelu.class, this::leakyRelu);
        table.add(LogSoftmax.class, this::logSoftmax);
        table.add(Logistic.class, this::logistic);
        table.add(Relu.class, this::relu);
        table.add(Softmax.class, this::softmax);
        table.add(Unary.class, this::unary);
    }

    private Result l2Normalization(L2Normalization operator) {
        Order order = nodes.commonOrder(operator);
        String rows = nodes.node(
                operator,
                "LpNormalization",
                List.of(nodes.reals(operator.input(), order)),
                Attributes.integer("axis", order.position(order.rank() - 1)),
                Attributes.integer("p", 2));
        return nodes.store(operator, rows, order);
    }

    private Result logSoftmax(LogSoftmax operator) {
        Order order = nodes.commonOrder(operator);
        String logarithms = nodes.node(
                operator,
                "LogSoftmax",
                List.of(nodes.reals(operator.input(), order)),
                Attributes.integer("axis", order.position(order.rank() - 1)));
        return nodes.store(operator, logarithms, order);
    }

    private Result leakyRelu(LeakyRelu operator) {
        return nodes.elementwise(operator, "LeakyRelu", Activation.NONE, Attributes.real("alpha", operator.alpha()));
    }

    private Result logistic(Logistic operator) {
        return nodes.elementwise(operator, "Sigmoid", Activation.NONE);
    }

    /** A clamp that stands alone is written even where storing it would do: it is an operator of the model. */
    private Result relu(Relu operator) {
        Order order = nodes.commonOrder(operator);
        String reals = nodes.reals(operator.input(), order);
        return nodes.store(operator, nodes.clamped(operator, operator.activation(), reals), order);
    }

    /** ONNX has no beta; the input is multiplied by it. */
    private Result softmax(Softmax operator) {
        Order order = nodes.commonOrder(operator);
        String input = nodes.reals(operator.input(), order);
        if (operator.beta() != 1) {
            input = nodes.node(operator, "Mul", List.of(input, nodes.scalar(operator, "beta", operator.beta())));
        }
        String softmax = nodes.node(
                operator, "Softmax", List.of(input), Attributes.integer("axis", order.position(order.rank() - 1)));
        return nodes.store(operator, softmax, order);
    }

    private Result unary(Unary operator) {
        Order order = nodes.commonOrder(operator);
        String x = nodes.reals(operator.input(), order);
        String y = switch (operator.function()) {
            case ABS -> nodes.node(operator, "Abs", List.of(x));
            case CEIL -> nodes.node(operator, "Ceil", List.of(x));
            case COS -> nodes.node(operator, "Cos", List.of(x));
            case ELU -> nodes.node(operator, "Elu", List.of(x));
            case EXP -> nodes.node(operator, "Exp", List.of(x));
            case FLOOR -> nodes.node(operator, "Floor", List.of(x));
            case GELU -> gelu(operator, x);
            case HARD_SWISH ->
                nodes.node(
                        operator,
                        "Mul",
                        List.of(
                                x,
                                nodes.node(
                                        operator,
                                        "HardSigmoid",
                                        List.of(x),
                                        Attributes.real("alpha", 1f / 6),
                                        Attributes.real("beta", 0.5f))));
            case LOG -> nodes.node(operator, "Log", List.of(x));
            case LOGICAL_NOT -> nodes.node(operator, "Not", List.of(x));
            case NEG -> nodes.node(operator, "Neg", List.of(x));
            case ROUND -> nodes.node(operator, "Round", List.of(x));
            case RSQRT -> nodes.node(operator, "Reciprocal", List.of(nodes.node(operator, "Sqrt", List.of(x))));
            case SIGN -> nodes.node(operator, "Sign", List.of(x));
            case SIN -> nodes.node(operator, "Sin", List.of(x));
            case SQRT -> nodes.node(operator, "Sqrt", List.of(x));
            case SQUARE -> nodes.node(operator, "Mul", List.of(x, x));
            case TANH -> nodes.node(operator, "Tanh", List.of(x));
        };
        return nodes.store(operator, y, order);
    }

    /** {@code x / 2 * (1 + erf(x / sqrt(2)))}; as an operator it comes with opset 20. */
    private String gelu(Unary operator, String x) {
        String scale = nodes.scalar(operator, "sqrt_half", (float) Math.sqrt(0.5));
        String scaled = nodes.node(operator, "Mul", List.of(x, scale));
        String erf = nodes.node(operator, "Erf", List.of(scaled));
        String sum = nodes.node(operator, "Add", List.of(erf, nodes.scalar(operator, "one", 1)));
        String half = nodes.node(operator, "Mul", List.of(x, nodes.scalar(operator, "half", 0.5f)));
        return nodes.node(operator, "Mul", List.of(half, sum));
    }
}
