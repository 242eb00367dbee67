// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.CharPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Native memory for the arguments of one call. Plain malloc and free: JavaCPP's own allocations are counted against the
 * Java heap's limit, which weights need not respect.
 */
public final class NativeArguments implements AutoCloseable {
    private final List<Pointer> blocks = new ArrayList<>();

    /** A copy; null for null. */
    public BytePointer bytes(ByteBuffer source) {
        if (source == null) {
            return null;
        }
        BytePointer copy = new BytePointer(allocate(source.remaining())).capacity(source.remaining());
        copy.asByteBuffer().put(source.duplicate());
        return copy;
    }

    /** A copy of little-endian int32; null for null. */
    public IntPointer ints(ByteBuffer source) {
        return source == null ? null : new IntPointer(bytes(source));
    }

    /** A copy of int64; null for null. */
    public LongPointer longs(long[] source) {
        return source == null
                ? null
                : new LongPointer(allocate((long) source.length * Long.BYTES))
                        .capacity(source.length)
                        .put(source);
    }

    /** A copy of little-endian float32; null for null. */
    public FloatPointer floats(ByteBuffer source) {
        return source == null ? null : new FloatPointer(bytes(source));
    }

    /** A copy. */
    public BytePointer bytes(byte[] source) {
        return bytes(ByteBuffer.wrap(source));
    }

    /** A copy. */
    public IntPointer ints(int... source) {
        return new IntPointer(allocate((long) source.length * Integer.BYTES))
                .capacity(source.length)
                .put(source);
    }

    /** A copy. */
    public ShortPointer shorts(short... source) {
        return new ShortPointer(allocate((long) source.length * Short.BYTES))
                .capacity(source.length)
                .put(source);
    }

    /** A copy. */
    public CharPointer chars(char... source) {
        return new CharPointer(allocate((long) source.length * Character.BYTES))
                .capacity(source.length)
                .put(source);
    }

    /** A copy. */
    public DoublePointer doubles(double... source) {
        return new DoublePointer(allocate((long) source.length * Double.BYTES))
                .capacity(source.length)
                .put(source);
    }

    /** A copy. */
    public FloatPointer floats(float... source) {
        return new FloatPointer(allocate((long) source.length * Float.BYTES))
                .capacity(source.length)
                .put(source);
    }

    /**
     * Zeroed memory that lives as long as these arguments.
     *
     * @throws OutOfMemoryError if there is none
     */
    public Pointer allocate(long bytes) {
        Pointer block = Pointer.calloc(1, Math.max(bytes, 1));
        if (block == null) {
            throw new OutOfMemoryError(bytes + " bytes of native memory");
        }
        blocks.add(block);
        return block;
    }

    @Override
    public void close() {
        blocks.forEach(Pointer::free);
    }
}
