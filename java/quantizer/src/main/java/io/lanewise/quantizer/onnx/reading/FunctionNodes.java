// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.operators.activation.UnaryFunction;
import io.lanewise.operators.elementwise.BinaryFunction;
import io.lanewise.tensor.Activation;

/** Functions of each element, by those that graphs have; the formulas are those of ONNX's operator page. */
final class FunctionNodes {
    private static final float SQRT_2_OVER_PI = (float) Math.sqrt(2 / Math.PI);

    private FunctionNodes() {
    }

    static Value unary(UnaryFunction function, Node node, Emission emission) {
        return new Elementwise(emission).unary(function, node.input(0));
    }

    static Value relu(Node node, Emission emission) {
        return new Elementwise(emission).relu(node.input(0), Activation.RELU);
    }

    static Value leakyRelu(Node node, Emission emission) {
        return new Elementwise(emission).leakyRelu(node.input(0), node.real("alpha", 0.01f));
    }

    static Value prelu(Node node, Emission emission) {
        return new Elementwise(emission).prelu(node.input(0), node.literal(1));
    }

    static Value sigmoid(Node node, Emission emission) {
        return new Elementwise(emission).logistic(node.input(0));
    }

    /** Bounds are attributes before opset 11 and inputs since, each optional. */
    static Value clip(Node node, Emission emission) {
        float minimum = node.hasInput(1) ? node.literal(1).single() : node.real("min", Float.NEGATIVE_INFINITY);
        float maximum = node.hasInput(2) ? node.literal(2).single() : node.real("max", Float.POSITIVE_INFINITY);
        // Exporters write "no bound" as the largest float.
        return new Elementwise(emission).clip(node.input(0), minimum == -Float.MAX_VALUE ? Float.NEGATIVE_INFINITY : minimum,
                maximum == Float.MAX_VALUE ? Float.POSITIVE_INFINITY : maximum);
    }

    /** clamp(alpha x + beta, 0, 1). */
    static Value hardSigmoid(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        return e.clip(e.add(e.mul(node.input(0), node.real("alpha", 0.2f)), node.real("beta", 0.5f)), 0, 1);
    }

    static Value elu(Node node, Emission emission) {
        return elu(new Elementwise(emission), node.input(0), node.real("alpha", 1), 1);
    }

    static Value selu(Node node, Emission emission) {
        return elu(new Elementwise(emission), node.input(0), node.real("alpha", 1.67326319f), node.real("gamma", 1.05070102f));
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
    static Value celu(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        float alpha = node.real("alpha", 1);
        Refusal.unless(alpha > 0, "alpha is %s", alpha);
        return alpha == 1 ? e.unary(UnaryFunction.ELU, node.input(0))
                : e.mul(e.unary(UnaryFunction.ELU, e.mul(node.input(0), 1 / alpha)), alpha);
    }

    static Value softplus(Node node, Emission emission) {
        return softplus(new Elementwise(emission), node.input(0));
    }

    /** log(1 + exp(x)) as max(x, 0) + log(1 + exp(-|x|)), which does not overflow. */
    private static Computed softplus(Elementwise e, Value x) {
        Computed small = e.unary(UnaryFunction.EXP, e.unary(UnaryFunction.NEG, e.unary(UnaryFunction.ABS, x)));
        return e.add(e.relu(x, Activation.RELU), e.unary(UnaryFunction.LOG, e.add(small, 1)));
    }

    static Value mish(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        return e.mul(node.input(0), e.unary(UnaryFunction.TANH, softplus(e, node.input(0))));
    }

    static Value softsign(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        return e.binary(BinaryFunction.DIV, node.input(0), e.add(e.unary(UnaryFunction.ABS, node.input(0)), 1));
    }

    static Value swish(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        float alpha = node.real("alpha", 1);
        return e.mul(node.input(0), e.logistic(alpha == 1 ? node.input(0) : e.mul(node.input(0), alpha)));
    }

    static Value gelu(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        Value x = node.input(0);
        if (node.text("approximate", "none").equals("none")) {
            return e.unary(UnaryFunction.GELU, x);
        }
        Computed cube = e.mul(e.mul(x, x), x);
        Computed inner = e.mul(e.add(x, e.mul(cube, 0.044715f)), SQRT_2_OVER_PI);
        return e.mul(e.mul(x, e.add(e.unary(UnaryFunction.TANH, inner), 1)), 0.5f);
    }

    static Value reciprocal(Node node, Emission emission) {
        return new Elementwise(emission).binary(BinaryFunction.DIV, Literal.scalar(1), node.input(0));
    }

    static Value pow(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        if (node.input(1) instanceof Literal exponent && exponent.elements() == 1 && exponent.rank() <= node.input(0).rank()) {
            float power = exponent.single();
            if (power == 2) {
                return e.mul(node.input(0), node.input(0));
            }
            if (power == 0.5f) {
                return e.unary(UnaryFunction.SQRT, node.input(0));
            }
        }
        return e.binary(BinaryFunction.POW, node.input(0), node.input(1));
    }

    static Value add(Node node, Emission emission) {
        return new Elementwise(emission).add(node.input(0), node.input(1));
    }

    static Value mul(Node node, Emission emission) {
        return new Elementwise(emission).mul(node.input(0), node.input(1));
    }

    /** A quotient by a constant is a product, which int8 has. */
    static Value div(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        if (node.input(1) instanceof Literal divisor && divisor.isReal()) {
            float[] inverse = new float[divisor.elements()];
            for (int i = 0; i < inverse.length; i++) {
                inverse[i] = 1 / divisor.floats()[i];
            }
            return e.mul(node.input(0), Literal.of(inverse, divisor.dims()));
        }
        return e.binary(BinaryFunction.DIV, node.input(0), node.input(1));
    }

    static Value binary(BinaryFunction function, Node node, Emission emission) {
        return new Elementwise(emission).binary(function, node.input(0), node.input(1));
    }

    /** Of any number of inputs. */
    static Value extreme(BinaryFunction function, Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        Value result = node.input(0);
        for (int i = 1; i < node.inputCount(); i++) {
            result = e.binary(function, result, node.input(i));
        }
        return result;
    }

    /** Of any number of inputs. */
    static Value sum(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        Value result = node.input(0);
        for (int i = 1; i < node.inputCount(); i++) {
            result = e.add(result, node.input(i));
        }
        return result;
    }

    /** Of any number of inputs. */
    static Value mean(Node node, Emission emission) {
        Value sum = sum(node, emission);
        return node.inputCount() == 1 ? sum : new Elementwise(emission).mul(sum, 1f / node.inputCount());
    }

    /** Does nothing, but keeps the reals of a DequantizeLinear from being a part of an integer operator. */
    static Value identity(Node node, Emission emission) {
        if (node.input(0) instanceof Computed computed) {
            emission.keepReal(computed);
        }
        return node.input(0);
    }
}
