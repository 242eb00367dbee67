// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * One value of a graph: an activation, or a constant when it carries data.
 *
 * @param name the name in the model file; may be empty
 * @param type element type
 * @param shape sizes, NHWC for images
 * @param quantization how integers stand for reals; null where they do not
 * @param data a constant's elements, dense, little-endian, read-only; null for an activation
 */
public record Tensor(String name, DataType type, Shape shape, Quantization quantization, ByteBuffer data) {

    /**
     * Checks that the data fits the shape and keeps a read-only little-endian view of it.
     *
     * @param name may be empty
     * @param type element type
     * @param shape sizes, NHWC for images
     * @param quantization how integers stand for reals; null where they do not
     * @param data remaining bytes, dense, little-endian; null for an activation
     * @throws IllegalArgumentException if the data's size is not the shape's or the number of scales is not the axis's
     */
    public Tensor {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(shape, "shape");
        if (quantization != null && !quantization.fits(shape)) {
            throw new IllegalArgumentException(
                    "tensor \"" + name + "\" of shape " + shape + " cannot have " + quantization);
        }
        if (quantization != null && quantization.isPerBlock() && data == null) {
            throw new IllegalArgumentException("tensor \"" + name + "\": " + quantization + " belong to constants");
        }
        if (quantization != null && quantization.isCodebook()) {
            boolean fits = type == DataType.UINT8 || type == DataType.INT4 && quantization.codebook().length <= 16;
            if (!fits || data == null) {
                throw new IllegalArgumentException("tensor \"" + name + "\": " + quantization
                        + " belongs to constants of uint8, or" + " of int4 with at most 16 entries");
            }
        }
        if (data != null) {
            long bytes = type.bytes(shape.elements());
            if (data.remaining() != bytes) {
                throw new IllegalArgumentException("tensor \"" + name + "\": " + type.label() + shape + " needs "
                        + bytes + " bytes of data, got " + data.remaining());
            }
            data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /**
     * {@return a float32 constant}
     *
     * @param name may be empty
     * @param shape sizes, outermost first
     * @param values row-major, as many as the shape has elements
     */
    public static Tensor constant(String name, Shape shape, float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new Tensor(name, DataType.FLOAT32, shape, null, data);
    }

    /**
     * {@return the same tensor whose integers stand for other reals}
     *
     * @param other how; null where they do not
     * @throws IllegalArgumentException as the constructor
     */
    public Tensor withQuantization(Quantization other) {
        return new Tensor(name, type, shape, other, data);
    }

    /** {@return whether the tensor carries its data} */
    public boolean isConstant() {
        return data != null;
    }

    /**
     * {@return the constant's data from position 0, little-endian, read-only, with a position of its own; null for an
     * activation}
     */
    @Override
    public ByteBuffer data() {
        return data == null ? null : data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** {@return whether the tensor is a constant of reals} */
    public boolean isFloatConstant() {
        return isConstant() && type == DataType.FLOAT32;
    }

    /**
     * {@return whether elements stand for reals: float32, or int8, uint8 or int16 with one scale} Inputs and outputs of
     * other types are bytes.
     */
    public boolean isReal() {
        return type == DataType.FLOAT32
                || (type == DataType.INT8 || type == DataType.UINT8 || type == DataType.INT16)
                        && quantization != null
                        && !quantization.isPerChannel()
                        && !quantization.isCodebook();
    }

    /** {@return a copy of a float32 constant's elements, row-major} */
    public float[] floats() {
        float[] values = new float[shape.elements()];
        data().asFloatBuffer().get(values);
        return values;
    }

    /** {@return size of the elements in bytes} */
    public long bytes() {
        return type.bytes(shape.elements());
    }

    /** For example {@code "conv1/Relu" int8[1,32,32,16]}. */
    @Override
    public String toString() {
        return '"' + name + "\" " + type.label() + shape;
    }
}
