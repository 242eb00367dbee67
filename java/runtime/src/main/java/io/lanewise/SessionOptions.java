// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import java.util.Objects;

/**
 * How a session runs. Immutable.
 *
 * @param backend what runs the operators
 * @param keepsAllTensors whether every tensor has memory of its own, so that {@link Session#tensor} can read it after a
 *        run; otherwise tensors share memory and only inputs and outputs can be read
 */
public record SessionOptions(Backend backend, boolean keepsAllTensors) {

    /** Checks that a backend is given. */
    public SessionOptions {
        Objects.requireNonNull(backend, "backend");
    }

    /** {@link Backend#AUTO}, shared memory. */
    public static SessionOptions defaults() {
        return new SessionOptions(Backend.AUTO, false);
    }

    /** These options with another backend. */
    public SessionOptions withBackend(Backend other) {
        return new SessionOptions(other, keepsAllTensors);
    }

    /** These options with memory for every tensor. */
    public SessionOptions keepingAllTensors() {
        return new SessionOptions(backend, true);
    }
}
