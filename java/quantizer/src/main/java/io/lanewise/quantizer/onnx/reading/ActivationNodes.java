// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.tensor.Activation;

/** Functions of one input's elements, by those that graphs have; the formulas are those of ONNX's operator page. */
final class ActivationNodes {
    private static final float SQRT_2_OVER_PI = (float) Math.sqrt(2 / Math.PI);

    private ActivationNodes() {}

    static void addTo(NodeTable table) {
        add(table, "Abs", unary(UnaryFunction.ABS));
        add(table, "Ceil", unary(UnaryFunction.CEIL));
        add(table, "Celu", ActivationNodes::celu);
        add(table, "Clip", ActivationNodes::clip);
        add(table, "Cos", unary(UnaryFunction.COS));
        add(table, "Elu", ActivationNodes::elu);
        add(table, "Exp", unary(UnaryFunction.EXP));
        add(table, "Floor", unary(UnaryFunction.FLOOR));
        add(table, "Gelu", ActivationNodes::gelu);
        add(table, "HardSigmoid", ActivationNodes::hardSigmoid);
        add(table, "HardSwish", unary(UnaryFunction.HARD_SWISH));
        add(table, "LeakyRelu", ActivationNodes::leakyRelu);
        add(table, "Log", unary(UnaryFunction.LOG));
        add(table, "Mish", ActivationNodes::mish);
        add(table, "Neg", unary(UnaryFunction.NEG));
        add(table, "Reciprocal", ActivationNodes::reciprocal);
        add(table, "Relu", ActivationNodes::relu);
        add(table, "Round", unary(UnaryFunction.ROUND));
        add(table, "Selu", ActivationNodes::selu);
        add(table, "Sigmoid", ActivationNodes::sigmoid);
        add(table, "Sign", unary(UnaryFunction.SIGN));
        add(table, "Sin", unary(UnaryFunction.SIN));
        add(table, "Softplus", ActivationNodes::softplus);
        add(table, "Softsign", ActivationNodes::softsign);
        add(table, "Sqrt", unary(UnaryFunction.SQRT));
        add(table, "Swish", ActivationNodes::swish);
        add(table, "Tanh", unary(UnaryFunction.TANH));
    }

    /** Whatever they are functions of, they are of each element. */
    private static void add(NodeTable table, String kind, NodeTable.Single reader) {
        table.add(kind, ImageRole.TRANSPARENT, reader);
    }

    private static NodeTable.Single unary(UnaryFunction function) {
        return (node, emission) -> new Elementwise(emission).unary(function, node.input(0));
    }

    private static Value relu(Node node, Emission emission) {
        return new Elementwise(emission).relu(node.input(0), Activation.RELU);
    }

    private static Value leakyRelu(Node node, Emission emission) {
        return new Elementwise(emission).leakyRelu(node.input(0), node.real("alpha", 0.01f));
    }

    private static Value sigmoid(Node node, Emission emission) {
        return new Elementwise(emission).logistic(node.input(0));
    }

    /** Bounds are attributes before opset 11 and inputs since, each optional. */
    private static Value clip(Node node, Emission emission) {
        float minimum = node.hasInput(1) ? node.literal(1).single() : node.real("min", Float.NEGATIVE_INFINITY);
        float maximum = node.hasInput(2) ? node.literal(2).single() : node.real("max", Float.POSITIVE_INFINITY);
        // Exporters write "no bound" as the largest float.
        return new Elementwise(emission)
                .clip(
                        node.input(0),
                        minimum == -Float.MAX_VALUE ? Float.NEGATIVE_INFINITY : minimum,
                        maximum == Float.MAX_VALUE ? Float.POSITIVE_INFINITY : maximum);
    }

    /** clamp(alpha x + beta, 0, 1). */
    private static Value hardSigmoid(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        return e.clip(e.add(e.mul(node.input(0), node.real("alpha", 0.2f)), node.real("beta", 0.5f)), 0, 1);
    }

    private static Value elu(Node node, Emission emission) {
        return elu(new Elementwise(emission), node.input(0), node.real("alpha", 1), 1);
    }

    private static Value selu(Node node, Emission emission) {
        return elu(
                new Elementwise(emission),
                node.input(0),
                node.real("alpha", 1.67326319f),
                node.real("gamma", 1.05070102f));
    }

    /** gamma x where positive, else gamma alpha (exp(x) - 1). */
    private static Computed elu(Elementwise e, Value x, float alpha, float gamma) {
        Computed plain = e.unary(UnaryFunction.ELU, x);
        if (alpha == 1) {
            return gamma == 1 ? plain : e.mul(plain, gamma);
        }
        Computed negative = e.mul(e.binary(BinaryFunction.MINIMUM, plain, Literal.scalar(0)), gamma * alpha);
        Computed positive = e.relu(x, Activation.RELU);
        return e.add(gamma == 1 ? positive : e.mul(positive, gamma), negative);
    }

    /** max(0, x) + min(0, alpha (exp(x / alpha) - 1)): ELU on other units. */
    private static Value celu(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        float alpha = node.real("alpha", 1);
        Refusal.unless(alpha > 0, "alpha is %s", alpha);
        return alpha == 1
                ? e.unary(UnaryFunction.ELU, node.input(0))
                : e.mul(e.unary(UnaryFunction.ELU, e.mul(node.input(0), 1 / alpha)), alpha);
    }

    private static Value softplus(Node node, Emission emission) {
        return softplus(new Elementwise(emission), node.input(0));
    }

    /** log(1 + exp(x)) as max(x, 0) + log(1 + exp(-|x|)), which does not overflow. */
    private static Computed softplus(Elementwise e, Value x) {
        Computed small = e.unary(UnaryFunction.EXP, e.unary(UnaryFunction.NEG, e.unary(UnaryFunction.ABS, x)));
        return e.add(e.relu(x, Activation.RELU), e.unary(UnaryFunction.LOG, e.add(small, 1)));
    }

    private static Value mish(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        return e.mul(node.input(0), e.unary(UnaryFunction.TANH, softplus(e, node.input(0))));
    }

    private static Value softsign(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        return e.binary(BinaryFunction.DIV, node.input(0), e.add(e.unary(UnaryFunction.ABS, node.input(0)), 1));
    }

    private static Value swish(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        float alpha = node.real("alpha", 1);
        return e.mul(node.input(0), e.logistic(alpha == 1 ? node.input(0) : e.mul(node.input(0), alpha)));
    }

    private static Value gelu(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        Value x = node.input(0);
        if (node.text("approximate", "none").equals("none")) {
            return e.unary(UnaryFunction.GELU, x);
        }
        Computed cube = e.mul(e.mul(x, x), x);
        Computed inner = e.mul(e.add(x, e.mul(cube, 0.044715f)), SQRT_2_OVER_PI);
        return e.mul(e.mul(x, e.add(e.unary(UnaryFunction.TANH, inner), 1)), 0.5f);
    }

    private static Value reciprocal(Node node, Emission emission) {
        return new Elementwise(emission).binary(BinaryFunction.DIV, Literal.scalar(1), node.input(0));
    }
}
