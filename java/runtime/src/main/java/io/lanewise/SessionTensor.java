// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import io.lanewise.quantization.Int16;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.UInt8;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor in a session's memory. Elements are dense in the tensor's shape, NHWC for images. */
public final class SessionTensor {
    private final Session session;
    private final int index;
    private final Tensor tensor;
    private final String role;
    private final boolean writable;
    private ByteBuffer staging;

    SessionTensor(Session session, int index, Tensor tensor, String role, boolean writable) {
        this.session = session;
        this.index = index;
        this.tensor = tensor;
        this.role = role;
        this.writable = writable;
    }

    /** {@return name, type, shape and quantization} */
    public Tensor tensor() {
        return tensor;
    }

    /**
     * Fills an input with elements as they are in memory, multi-byte ones little-endian.
     *
     * @param elements as many bytes as {@link Tensor#bytes()}, dense in the tensor's shape
     * @throws IllegalArgumentException if the array has not the tensor's size in bytes
     * @throws IllegalStateException if this is no input, or the session is closed or in use by another thread
     */
    public void put(byte[] elements) {
        requireWritable();
        requireSize(elements.length);
        session.enter();
        try {
            session.execution().write(index, elements);
        } finally {
            session.leave();
        }
    }

    /**
     * As {@link #put(byte[])}, from the buffer's remaining bytes; its position does not move.
     *
     * @param elements as many remaining bytes as {@link Tensor#bytes()}, dense in the tensor's shape
     * @throws IllegalArgumentException if the buffer has not the tensor's size in bytes remaining
     * @throws IllegalStateException if this is no input, or the session is closed or in use by another thread
     */
    public void put(ByteBuffer elements) {
        requireWritable();
        requireSize(elements.remaining());
        session.enter();
        try {
            session.execution().write(index, elements);
        } finally {
            session.leave();
        }
    }

    /**
     * Fills an input with real values. An int8, uint8 or int16 input gets {@code round(value / scale) + zeroPoint},
     * ties away from zero (to even in a graph of ONNX rounding), clamped to the type's range as TFLite does; NaN
     * becomes the zero point.
     *
     * @param values one for each element, dense in the tensor's shape (images: NHWC)
     * @throws IllegalArgumentException if there are not as many values as elements, or the tensor is neither float32
     *         nor quantized int8, uint8 or int16
     * @throws IllegalStateException if this is no input, or the session is closed or in use by another thread
     */
    public void putFloats(float... values) {
        requireWritable();
        if (values.length != tensor.shape().elements()) {
            throw mismatch(tensor.shape().elements() + " floats", values.length + " floats");
        }
        requireReal();
        session.enter();
        try {
            ByteBuffer bytes = staging();
            if (tensor.type() == DataType.FLOAT32) {
                bytes.asFloatBuffer().put(values);
            } else {
                float scale = tensor.quantization().scale();
                int zeroPoint = tensor.quantization().zeroPoint();
                for (int i = 0; i < values.length; i++) {
                    switch (tensor.type()) {
                        case INT8 -> bytes.put(i, Int8.quantize(values[i], scale, zeroPoint, session.rounding()));
                        case INT16 -> bytes.putShort(Short.BYTES * i, Int16.quantize(values[i], scale));
                        case UINT8 -> bytes.put(i, UInt8.quantize(values[i], scale, zeroPoint, session.rounding()));
                        default -> throw new IllegalStateException(tensor + " does not stand for reals");
                    }
                }
            }
            session.execution().write(index, bytes);
        } finally {
            session.leave();
        }
    }

    /**
     * {@return a copy of the elements as they are in memory, multi-byte ones little-endian}
     *
     * @throws IllegalStateException if the session is closed or in use by another thread
     */
    public byte[] bytes() {
        byte[] elements = new byte[(int) tensor.bytes()];
        session.enter();
        try {
            session.execution().read(index, elements);
        } finally {
            session.leave();
        }
        return elements;
    }

    /**
     * As {@link #bytes()}, into a buffer's remaining bytes; its position does not move.
     *
     * @param target a buffer with exactly {@link Tensor#bytes()} bytes remaining, heap or direct
     * @throws IllegalArgumentException if the buffer has not the tensor's size in bytes remaining
     * @throws IllegalStateException if the session is closed or in use by another thread
     */
    public void get(ByteBuffer target) {
        if (target.remaining() != tensor.bytes()) {
            throw mismatch("room for " + tensor.bytes() + " bytes", target.remaining() + " bytes");
        }
        session.enter();
        try {
            session.execution().read(index, target);
        } finally {
            session.leave();
        }
    }

    /**
     * {@return the elements as real values: float32 as they are, int8, uint8 and int16 as
     * {@code scale * (q - zeroPoint)}}
     *
     * @throws IllegalArgumentException if the tensor is neither float32 nor quantized int8, uint8 or int16
     * @throws IllegalStateException if the session is closed or in use by another thread
     */
    public float[] floats() {
        requireReal();
        float[] values = new float[tensor.shape().elements()];
        session.enter();
        try {
            ByteBuffer bytes = staging();
            session.execution().read(index, bytes);
            if (tensor.type() == DataType.FLOAT32) {
                bytes.asFloatBuffer().get(values);
            } else {
                float scale = tensor.quantization().scale();
                int zeroPoint = tensor.quantization().zeroPoint();
                for (int i = 0; i < values.length; i++) {
                    values[i] = switch (tensor.type()) {
                        case INT8 -> Int8.dequantize(bytes.get(i), scale, zeroPoint);
                        case INT16 -> Int16.dequantize(bytes.getShort(Short.BYTES * i), scale);
                        case UINT8 -> UInt8.dequantize(bytes.get(i), scale, zeroPoint);
                        default -> throw new IllegalStateException(tensor + " does not stand for reals");
                    };
                }
            }
        } finally {
            session.leave();
        }
        return values;
    }

    private ByteBuffer staging() {
        if (staging == null) {
            staging = ByteBuffer.allocate((int) tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        }
        return staging.clear();
    }

    private void requireWritable() {
        if (!writable) {
            throw new IllegalStateException(role + ' ' + tensor + " cannot be written; only inputs can");
        }
    }

    private void requireSize(int bytes) {
        if (bytes != tensor.bytes()) {
            throw mismatch(tensor.bytes() + " bytes", bytes + " bytes");
        }
    }

    private void requireReal() {
        if (!tensor.isReal()) {
            throw mismatch("float32 or quantized int8, uint8 or int16", "bytes only");
        }
    }

    private IllegalArgumentException mismatch(String expected, String actual) {
        return new IllegalArgumentException(role + ' ' + tensor + ": expected " + expected + ", got " + actual);
    }
}
