// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A value known when the model is read. Real numbers of every width are held as float32, integers and booleans as
 * int64.
 *
 * @param type the element type in the file
 * @param dims sizes; none of a scalar
 * @param floats the elements of a real type, else null
 * @param longs the elements of an integer type or booleans as 0 and 1, else null
 * @param quantized the integers that a DequantizeLinear has made the reals of, else null
 */
record Literal(TensorProto.DataType type, int[] dims, float[] floats, long[] longs, QuantizedElements quantized)
        implements Value {
    /**
     * Elements that a literal worked out from others may have: what shape arithmetic and weights need, not what a bad
     * file asks for.
     */
    static final int MAX_ELEMENTS = 1 << 26;

    Literal(TensorProto.DataType type, int[] dims, float[] floats, long[] longs) {
        this(type, dims, floats, longs, null);
    }

    static Literal of(float[] values, int... dims) {
        return new Literal(TensorProto.DataType.FLOAT, dims, values, null);
    }

    static Literal of(long[] values, int... dims) {
        return new Literal(TensorProto.DataType.INT64, dims, null, values);
    }

    static Literal scalar(float value) {
        return of(new float[] {value});
    }

    /** The product of sizes. */
    static int elements(int... dims) {
        long product = 1;
        for (int dim : dims) {
            Refusal.unless(dim >= 0, "a dimension is %d", dim);
            product *= dim;
            Refusal.unless(product <= MAX_ELEMENTS, "a constant of shape %s is too large", Arrays.toString(dims));
        }
        return (int) product;
    }

    static boolean isReal(TensorProto.DataType type) {
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
            default -> false;
        };
    }

    boolean isReal() {
        return floats != null;
    }

    int elements() {
        return isReal() ? floats.length : longs.length;
    }

    /** The same elements in other sizes. */
    Literal reshaped(int... newDims) {
        Refusal.unless(
                elements(newDims) == elements(),
                "%d elements do not fit shape %s",
                elements(),
                Arrays.toString(newDims));
        return new Literal(type, newDims, floats, longs, quantized);
    }

    /** The elements at given offsets, in new sizes. */
    Literal gathered(int[] offsets, int... newDims) {
        return isReal()
                ? new Literal(
                        type, newDims, gather(offsets), null, quantized == null ? null : quantized.gathered(offsets))
                : new Literal(
                        type,
                        newDims,
                        null,
                        IntStream.of(offsets).mapToLong(i -> longs[i]).toArray());
    }

    private float[] gather(int[] offsets) {
        float[] values = new float[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            values[i] = floats[offsets[i]];
        }
        return values;
    }

    /** With dimensions reordered: the result's dimension d is this one's {@code permutation[d]}. */
    Literal transposed(int[] permutation) {
        int[] newDims = IntStream.of(permutation).map(d -> dims[d]).toArray();
        return gathered(Strides.offsets(newDims, Strides.permuted(Strides.dense(dims), permutation)), newDims);
    }

    /** The elements as integers that fit 32 bits. */
    int[] ints() {
        Refusal.unless(!isReal(), "expected integers, got %s", type);
        return LongStream.of(longs).mapToInt(Literal::toInt).toArray();
    }

    /** A size or index; beyond 32 bits ONNX means "to the end". */
    private static int toInt(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    /** The elements as floats; integers are converted. */
    float[] toFloats() {
        if (isReal()) {
            return floats;
        }
        float[] values = new float[longs.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = longs[i];
        }
        return values;
    }

    /** The value of a scalar or of a tensor of one element. */
    float single() {
        Refusal.unless(elements() == 1, "expected one number, got %d", elements());
        return toFloats()[0];
    }
}
