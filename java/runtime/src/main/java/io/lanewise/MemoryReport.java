// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

/**
 * Memory that a session works in: its peak, as a run allocates nothing. In bytes; the model's graph, which holds the
 * weights as the file has them, is not counted.
 *
 * @param weights packed weights and tables, which all sessions of a model with the same backend and kind of plan share
 * @param arena activations, planned so that those which are not alive at the same time share memory
 * @param workspace what operators need beside them, such as padded copies of their inputs; the plain Java backend's
 *         rows of sums are not counted
 */
public record MemoryReport(long weights, long arena, long workspace) {

    /** {@return everything that a model with one session takes} */
    public long total() {
        return weights + arena + workspace;
    }
}
