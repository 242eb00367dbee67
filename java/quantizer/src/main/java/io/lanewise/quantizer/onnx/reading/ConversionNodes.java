// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.List;

/**
 * {@code QuantizeLinear}, {@code DequantizeLinear} and {@code DynamicQuantizeLinear}, of constants and computed values.
 */
final class ConversionNodes {

    private ConversionNodes() {}

    static void addTo(NodeTable table) {
        table.add("Cast", ImageRole.TRANSPARENT, ConversionNodes::cast);
        table.add("DequantizeLinear", ImageRole.TRANSPARENT, ConversionNodes::dequantize);
        table.add("Dropout", ImageRole.TRANSPARENT, ConversionNodes::dropout);
        table.addSeveral("DynamicQuantizeLinear", ConversionNodes::quantizeDynamically);
        table.add("Identity", ImageRole.TRANSPARENT, ConversionNodes::identity);
        table.add("QuantizeLinear", ImageRole.TRANSPARENT, ConversionNodes::quantize);
    }

    static Value quantize(Node node, Emission emission) {
        Literal zeroPoint = node.hasInput(2) ? node.literal(2) : null;
        int asked = node.integer("output_dtype", 0);
        TensorProto.DataType type = zeroPoint != null
                ? zeroPoint.type()
                : asked != 0 ? TensorProto.DataType.forNumber(asked) : TensorProto.DataType.UINT8;
        if (node.input(0) instanceof Literal x) {
            node.afforded(type, x.dims());
            return quantize(x, node.literal(1), zeroPoint, type, offsets(node, x.dims(), node.literal(1)));
        }
        return emission.quantize(node.computed(0), type, IntegerType.quantization(type, node.literal(1), zeroPoint));
    }

    /** {@code saturate(round(x / scale) + zeroPoint)}, the division in float32, ties to even. */
    private static Literal quantize(
            Literal x, Literal scale, Literal zeroPoint, TensorProto.DataType type, int[] offsets) {
        long minimum = IntegerType.minimum(type);
        long maximum = IntegerType.maximum(type);
        Refusal.unless(
                x.isReal() && (zeroPoint == null || !zeroPoint.isReal() && zeroPoint.elements() == scale.elements()),
                "scales, zero points and values do not match");
        long[] values = new long[x.elements()];
        for (int i = 0; i < values.length; i++) {
            double q = Math.rint(x.toFloats()[i] / scale.toFloats()[offsets[i]])
                    + (zeroPoint == null ? 0 : zeroPoint.longs()[offsets[i]]);
            values[i] = (long) Math.max(minimum, Math.min(maximum, q));
        }
        return new Literal(type, x.dims(), null, values);
    }

    static Value dequantize(Node node, Emission emission) {
        Literal zeroPoint = node.hasInput(2) ? node.literal(2) : null;
        if (node.input(0) instanceof Literal x) {
            // The reals, and of each the scale and the zero point.
            node.afforded(TensorProto.DataType.FLOAT, x.dims());
            node.afforded(TensorProto.DataType.FLOAT, x.dims());
            node.afforded(TensorProto.DataType.INT64, x.dims());
            return dequantize(x, node.literal(1), zeroPoint, offsets(node, x.dims(), node.literal(1)));
        }
        Computed x = node.computed(0);
        return emission.dequantize(x, IntegerType.quantization(emission.integerType(x), node.literal(1), zeroPoint));
    }

    /** Weights, with a scale for each slice along an axis or one for all. {@code zeroPoint} may be null. */
    static Literal dequantize(Literal x, Literal scale, Literal zeroPoint, int axis) {
        return dequantize(
                x,
                scale,
                zeroPoint,
                scale.elements() == 1 ? new int[x.elements()] : along(x.dims(), axis, scale.dims()));
    }

    /** {@code scale * (x - zeroPoint)} in float32. */
    private static Literal dequantize(Literal x, Literal scale, Literal zeroPoint, int[] offsets) {
        Refusal.unless(
                !x.isReal()
                        && (zeroPoint == null
                                || !zeroPoint.isReal()
                                        && (zeroPoint.elements() == scale.elements() || zeroPoint.elements() == 1)),
                "scales, zero points and values do not match");
        float[] values = new float[x.elements()];
        float[] scales = new float[values.length];
        long[] zeroPoints = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            scales[i] = scale.toFloats()[offsets[i]];
            zeroPoints[i] = zeroPoint == null ? 0 : zeroPoint.longs()[zeroPoint.elements() == 1 ? 0 : offsets[i]];
            values[i] = (x.longs()[i] - zeroPoints[i]) * scales[i];
        }
        QuantizedElements quantized = new QuantizedElements(x.type(), x.longs(), scales, zeroPoints);
        return new Literal(TensorProto.DataType.FLOAT, x.dims(), values, null, quantized);
    }

    /**
     * For each element, which of the scales is its: one for all, one for each slice along an axis, or one for each
     * block.
     */
    private static int[] offsets(Node node, int[] dims, Literal scale) {
        if (scale.elements() == 1) {
            return new int[Literal.elements(dims)];
        }
        int axis = Node.axis(node.integer("axis", 1), dims.length);
        int block = node.integer("block_size", 0);
        if (block == 0) {
            return along(dims, axis, scale.dims());
        }
        int[] blocks = dims.clone();
        blocks[axis] = (dims[axis] + block - 1) / block;
        Refusal.unless(
                Arrays.equals(scale.dims(), blocks),
                "scales %s for blocks of %d of %s",
                Arrays.toString(scale.dims()),
                block,
                Arrays.toString(dims));
        int[] dense = Strides.dense(dims);
        int[] offsets = new int[Literal.elements(dims)];
        for (int i = 0; i < offsets.length; i++) {
            int outer = i / dense[axis] / dims[axis];
            int along = i / dense[axis] % dims[axis] / block;
            offsets[i] = (outer * blocks[axis] + along) * dense[axis] + i % dense[axis];
        }
        return offsets;
    }

    private static int[] along(int[] dims, int axis, int[] scales) {
        Refusal.unless(
                axis < dims.length && scales.length == 1 && scales[0] == dims[axis],
                "%s scales along axis %d of %s",
                Arrays.toString(scales),
                axis,
                Arrays.toString(dims));
        int stride = Strides.dense(dims)[axis];
        int[] offsets = new int[Literal.elements(dims)];
        Arrays.setAll(offsets, i -> i / stride % dims[axis]);
        return offsets;
    }

    /**
     * Scale and zero point by the values themselves. A computed value stays real, as integers on a grid of 1 that are
     * not rounded: what is left out is the rounding alone, which this project's kernels need not do.
     */
    private static List<Value> quantizeDynamically(Node node, Emission emission) {
        if (!(node.input(0) instanceof Literal x)) {
            return List.of(
                    node.input(0),
                    Literal.scalar(1),
                    new Literal(TensorProto.DataType.UINT8, new int[0], null, new long[1]));
        }
        float low = 0;
        float high = 0;
        for (float value : x.toFloats()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        Literal scale = Literal.scalar((high - low) / 255);
        long zero = (long) Math.rint(Math.max(0, Math.min(255, -low / scale.single())));
        Literal zeroPoint = new Literal(TensorProto.DataType.UINT8, new int[0], null, new long[] {zero});
        return List.of(
                quantize(x, scale, zeroPoint, TensorProto.DataType.UINT8, new int[x.elements()]), scale, zeroPoint);
    }

    private static Value dropout(Node node, Emission emission) {
        Literal mode = node.hasInput(2) ? node.literal(2) : Literal.of(new long[1]);
        Refusal.unless(!mode.isReal(), "training_mode is of type %s instead of bool", mode.type());
        boolean trains = mode.single() != 0;
        Refusal.unless(
                !trains && (node.outputCount() < 2 || node.output(1).isEmpty()),
                "training mode and the mask are not supported; export the model for inference");
        return node.input(0);
    }

    private static Value cast(Node node, Emission emission) {
        TensorProto.DataType to = TensorProto.DataType.forNumber(node.integer("to", 0));
        Refusal.unless(to != null, "casts to type number %d", node.integer("to", 0));
        return new Casts(emission).cast(node.computed(0), to);
    }

    /** Does nothing, but keeps the reals of a DequantizeLinear from being a part of an integer operator. */
    private static Value identity(Node node, Emission emission) {
        if (node.input(0) instanceof Computed computed) {
            emission.keepReal(computed);
        }
        return node.input(0);
    }
}
