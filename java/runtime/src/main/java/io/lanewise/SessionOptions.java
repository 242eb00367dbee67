// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import java.util.Objects;

/**
 * How a session runs. Immutable.
 *
 * @param backend what runs the operators
 * @param keepsAllTensors whether every tensor has memory of its own, so that {@link Session#tensor} can read it after a
 *        run; otherwise tensors share memory and only inputs and outputs can be read
 * @param threads how many threads share the work of each operator, the one that calls {@link Session#run} included; 1
 *         to {@link #MAX_THREADS}
 * @param batch first dimension of every input; 0 for what the model's file says
 */
public record SessionOptions(Backend backend, boolean keepsAllTensors, int threads, int batch) {

    /** Most threads of a session. */
    public static final int MAX_THREADS = 64;

    /**
     * Checks the values.
     *
     * @param backend what runs the operators; not null
     * @param keepsAllTensors whether every tensor has memory of its own
     * @param threads 1 to {@link #MAX_THREADS}
     * @param batch at least 1, or 0 for what the file says
     * @throws IllegalArgumentException if {@code threads} is out of range or {@code batch} negative
     */
    public SessionOptions {
        Objects.requireNonNull(backend, "backend");
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "threads of a session: expected 1 to " + MAX_THREADS + ", got " + threads);
        }
        if (batch < 0) {
            throw new IllegalArgumentException(
                    "batch of a session: expected at least 1, or 0 for the model's, got " + batch);
        }
    }

    /**
     * Options of a session with the batch that the model's file says.
     *
     * @param backend what runs the operators; not null
     * @param keepsAllTensors whether every tensor has memory of its own
     * @param threads 1 to {@link #MAX_THREADS}
     */
    public SessionOptions(Backend backend, boolean keepsAllTensors, int threads) {
        this(backend, keepsAllTensors, threads, 0);
    }

    /** {@return {@link Backend#AUTO}, shared memory, one thread, the model's own batch} */
    public static SessionOptions defaults() {
        return new SessionOptions(Backend.AUTO, false, 1, 0);
    }

    /**
     * {@return these options with another backend}
     *
     * @param other what runs the operators; not null
     */
    public SessionOptions withBackend(Backend other) {
        return new SessionOptions(other, keepsAllTensors, threads, batch);
    }

    /** {@return these options with memory for every tensor} */
    public SessionOptions keepingAllTensors() {
        return new SessionOptions(backend, true, threads, batch);
    }

    /**
     * {@return these options with another number of threads} Outputs are the same for any number, to the last bit. A
     * session keeps its threads until it is closed; between runs they sleep. More of them than the machine has cores
     * make a session slower. The plain Java backend runs on the calling thread alone, whatever the number.
     *
     * @param count 1 to {@link #MAX_THREADS}
     * @throws IllegalArgumentException if it is out of range
     */
    public SessionOptions withThreads(int count) {
        return new SessionOptions(backend, keepsAllTensors, count, batch);
    }

    /**
     * {@return these options with another batch than the model's file says: the first dimension of every input, which
     * all operators must be able to follow} Such a session shares no packed weights with others.
     *
     * @param size at least 1, or 0 for what the file says
     * @throws IllegalArgumentException if it is negative
     */
    public SessionOptions withBatch(int size) {
        return new SessionOptions(backend, keepsAllTensors, threads, size);
    }
}
