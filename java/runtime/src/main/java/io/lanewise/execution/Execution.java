// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import java.nio.ByteBuffer;

/** One arena and the operators bound to it. Not thread-safe. */
public interface Execution extends AutoCloseable {

    /** Runs all operators in order. Allocates nothing. */
    void run();

    /**
     * Copies {@code source}'s remaining bytes, exactly the tensor's size, little-endian, into a tensor. The buffer's
     * position does not move.
     */
    void write(int tensor, ByteBuffer source);

    /** As {@link #write(int, ByteBuffer)}, from a whole array, which needs no buffer made around it. */
    default void write(int tensor, byte[] source) {
        write(tensor, ByteBuffer.wrap(source));
    }

    /**
     * Copies a tensor's elements, little-endian, into {@code target}, which has room for them and keeps its position.
     */
    void read(int tensor, ByteBuffer target);

    /** As {@link #read(int, ByteBuffer)}, into a whole array. */
    default void read(int tensor, byte[] target) {
        read(tensor, ByteBuffer.wrap(target));
    }

    /** Bytes of memory for activations. */
    long arenaBytes();

    /** Bytes of memory that operators need beside them. */
    long workspaceBytes();

    @Override
    void close();
}
