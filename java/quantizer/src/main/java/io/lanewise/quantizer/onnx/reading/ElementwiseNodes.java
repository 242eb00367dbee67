// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import java.util.List;

/** Functions of several inputs' elements, which broadcast, by those that graphs have. */
final class ElementwiseNodes {

    private ElementwiseNodes() {}

    static void addTo(NodeTable table) {
        table.add("Add", ImageRole.TRANSPARENT, ElementwiseNodes::add);
        table.add("Div", ImageRole.TRANSPARENT, ElementwiseNodes::div);
        table.add("Max", ImageRole.TRANSPARENT, (node, emission) -> extremum(BinaryFunction.MAXIMUM, node, emission));
        table.add("Mean", ImageRole.TRANSPARENT, ElementwiseNodes::mean);
        table.add("Min", ImageRole.TRANSPARENT, (node, emission) -> extremum(BinaryFunction.MINIMUM, node, emission));
        table.add("Mod", ImageRole.TRANSPARENT, ElementwiseNodes::mod);
        table.add("Mul", ImageRole.TRANSPARENT, ElementwiseNodes::mul);
        table.add("PRelu", ImageRole.TRANSPARENT, ElementwiseNodes::prelu);
        table.add("Pow", ImageRole.TRANSPARENT, ElementwiseNodes::pow);
        table.add("Sub", ImageRole.TRANSPARENT, ElementwiseNodes::sub);
        table.add("Sum", ImageRole.TRANSPARENT, ElementwiseNodes::sum);
    }

    private static Value prelu(Node node, Emission emission) {
        return new Elementwise(emission).prelu(node.input(0), node.literal(1));
    }

    private static Value pow(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        if (node.input(1) instanceof Literal exponent
                && exponent.elements() == 1
                && exponent.rank() <= node.input(0).rank()) {
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

    private static Value add(Node node, Emission emission) {
        return new Elementwise(emission).add(node.input(0), node.input(1));
    }

    private static Value mul(Node node, Emission emission) {
        return new Elementwise(emission).mul(node.input(0), node.input(1));
    }

    /** A quotient by a constant is a product, which int8 has. */
    private static Value div(Node node, Emission emission) {
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

    /** Of whole numbers, with the divisor's sign. */
    private static Value mod(Node node, Emission emission) {
        boolean whole = WholeNumbers.are(emission.type(List.of(node.input(0), node.input(1))));
        Refusal.unless(
                whole && node.integer("fmod", 0) == 0,
                "is supported of int32 and int64 without fmod; of reals, export it as Div, Floor, Mul and Sub");
        return new Elementwise(emission).binary(BinaryFunction.FLOOR_MOD, node.input(0), node.input(1));
    }

    private static Value sub(Node node, Emission emission) {
        return new Elementwise(emission).binary(BinaryFunction.SUB, node.input(0), node.input(1));
    }

    /** Of any number of inputs. */
    private static Value extremum(BinaryFunction function, Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        float least = function == BinaryFunction.MAXIMUM ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        Value result = node.input(0);
        for (int i = 1; i < node.inputCount(); i++) {
            Value next = node.input(i);
            if (changesNothing(result, next, least)) {
                result = next;
            } else if (!changesNothing(next, result, least)) {
                result = e.binary(function, result, next);
            }
        }
        return result;
    }

    /** Whether a value is the infinity that an extremum with any other begins with, as JAX writes it. */
    private static boolean changesNothing(Value value, Value other, float least) {
        return value instanceof Literal literal
                && literal.isReal()
                && literal.elements() == 1
                && literal.rank() <= other.rank()
                && literal.single() == least;
    }

    /** Of any number of inputs. */
    private static Value sum(Node node, Emission emission) {
        Elementwise e = new Elementwise(emission);
        Value result = node.input(0);
        for (int i = 1; i < node.inputCount(); i++) {
            result = e.add(result, node.input(i));
        }
        return result;
    }

    /** Of any number of inputs. */
    private static Value mean(Node node, Emission emission) {
        Value sum = sum(node, emission);
        return node.inputCount() == 1 ? sum : new Elementwise(emission).mul(sum, 1f / node.inputCount());
    }
}
