// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import java.util.Objects;

/**
 * How a session runs. Immutable.
 *
 * @param backend what runs the operators
 * @param keepsAllTensors whether every tensor has memory of its own, so that {@link Session#tensor} can read it after a
 *        run; otherwise tensors share memory and only inputs and outputs can be read
 * @param threads how many threads share the work of each operator, the one that calls {@link Session#run} included; 1 to
 *        {@link #MAX_THREADS}
 */
public record SessionOptions(Backend backend, boolean keepsAllTensors, int threads) {

    /** Most threads of a session. */
    public static final int MAX_THREADS = 64;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if {@code threads} is out of range
     */
    public SessionOptions {
        Objects.requireNonNull(backend, "backend");
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("threads of a session: expected 1 to " + MAX_THREADS + ", got " + threads);
        }
    }

    /** {@link Backend#AUTO}, shared memory, one thread. */
    public static SessionOptions defaults() {
        return new SessionOptions(Backend.AUTO, false, 1);
    }

    /** These options with another backend. */
    public SessionOptions withBackend(Backend other) {
        return new SessionOptions(other, keepsAllTensors, threads);
    }

    /** These options with memory for every tensor. */
    public SessionOptions keepingAllTensors() {
        return new SessionOptions(backend, true, threads);
    }

    /**
     * These options with another number of threads. Outputs are the same for any number, to the last bit. A session keeps
     * its threads until it is closed; between runs they sleep. More of them than the machine has cores make a session
     * slower. The plain Java backend runs on the calling thread alone, whatever the number.
     *
     * @param count 1 to {@link #MAX_THREADS}
     * @throws IllegalArgumentException if it is out of range
     */
    public SessionOptions withThreads(int count) {
        return new SessionOptions(backend, keepsAllTensors, count);
    }
}
