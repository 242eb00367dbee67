// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.tensor.Quantization;
import java.util.Arrays;
import java.util.List;

/**
 * {@code QLinearConv}, {@code QLinearMatMul}, {@code ConvInteger} and {@code MatMulInteger}, as the operators on reals
 * between DEQUANTIZE and QUANTIZE, which is what they mean; {@link IntegerOperators} makes integer operators of these
 * again.
 */
final class IntegerNodes {

    private IntegerNodes() {}

    static void addTo(NodeTable table) {
        table.add("ConvInteger", ImageRole.IMAGE, IntegerNodes::convInteger);
        table.add("MatMulInteger", IntegerNodes::matMulInteger);
        table.add("QLinearConv", ImageRole.IMAGE, IntegerNodes::linearConv);
        table.add("QLinearMatMul", IntegerNodes::linearMatMul);
    }

    /** Inputs x, its scale and zero point, weights and theirs, the output's scale and zero point, int32 bias. */
    private static Value linearConv(Node node, Emission emission) {
        Value x = reals(node, emission, 0);
        Literal weights = ConversionNodes.dequantize(node.literal(3), node.literal(4), node.literal(5), 0);
        Value bias = null;
        if (node.hasInput(8)) {
            bias = bias(node.literal(8), node.literal(1), node.literal(4));
        }
        return quantized(
                node, emission, 6, ConvolutionNodes.conv(node.with(Arrays.asList(x, weights, bias)), emission));
    }

    /** An int32 bias on the grid of the sums: input scale x weight scale, one or one for each output channel. */
    static Literal bias(Literal bias, Literal inputScale, Literal weightScales) {
        float[] scales = weightScales.toFloats().clone();
        for (int c = 0; c < scales.length; c++) {
            scales[c] *= inputScale.single();
        }
        return ConversionNodes.dequantize(bias, Literal.of(scales, scales.length), null, 0);
    }

    /** Inputs a and b, each followed by its scale and zero point, then the output's. */
    private static Value linearMatMul(Node node, Emission emission) {
        Value left = reals(node, emission, 0);
        Value right = node.input(3) instanceof Literal b
                ? ConversionNodes.dequantize(b, node.literal(4), node.literal(5), b.rank() - 1)
                : reals(node, emission, 3);
        return quantized(node, emission, 6, MatmulNodes.matMul(node.with(List.of(left, right)), emission));
    }

    /** The reals of an input, behind which its scale and zero point come. */
    static Value reals(Node node, Emission emission, int position) {
        Literal zeroPoint = node.literal(position + 2);
        if (node.input(position) instanceof Literal x) {
            return ConversionNodes.dequantize(x, node.literal(position + 1), zeroPoint, 0);
        }
        return emission.dequantize(
                node.computed(position),
                IntegerType.quantization(zeroPoint.type(), node.literal(position + 1), zeroPoint));
    }

    /** A result as integers, of the scale and zero point at {@code position} and behind it. */
    static Value quantized(Node node, Emission emission, int position, Value reals) {
        Literal zeroPoint = node.literal(position + 1);
        return emission.quantize(
                emission.computed(reals),
                zeroPoint.type(),
                IntegerType.quantization(zeroPoint.type(), node.literal(position), zeroPoint));
    }

    /** Inputs x, weights, and their zero points. */
    private static Value convInteger(Node node, Emission emission) {
        Value weights = unscaled(node, emission, 1, 0);
        return ConvolutionNodes.conv(node.with(List.of(unscaled(node, emission, 0, 0), weights)), emission);
    }

    /** Inputs a, b, and their zero points; those of b may be one for each column. */
    private static Value matMulInteger(Node node, Emission emission) {
        Value right = unscaled(node, emission, 1, node.input(1).rank() - 1);
        return MatmulNodes.matMul(node.with(List.of(unscaled(node, emission, 0, 0), right)), emission);
    }

    /** Integers less their zero point, on a grid of 1. */
    private static Value unscaled(Node node, Emission emission, int position, int axis) {
        Literal zeroPoint = node.hasInput(position + 2) ? node.literal(position + 2) : null;
        if (node.input(position) instanceof Literal x) {
            float[] ones = new float[zeroPoint == null ? 1 : zeroPoint.elements()];
            Arrays.fill(ones, 1);
            return ConversionNodes.dequantize(x, Literal.of(ones, ones.length), zeroPoint, axis);
        }
        Computed x = node.computed(position);
        if (!emission.isInteger(x)) {
            // Of a DynamicQuantizeLinear, whose zero point is 0.
            return x;
        }
        TensorProto.DataType type = emission.integerType(x);
        Quantization grid = IntegerType.quantization(type, Literal.scalar(1), zeroPoint);
        return emission.dequantize(x, grid);
    }
}
