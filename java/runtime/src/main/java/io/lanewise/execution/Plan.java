// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

/**
 * A network and the offset of each tensor in an arena.
 *
 * @param network what runs, in this order
 * @param offsets byte offset of each tensor in the arena, a multiple of {@link #ALIGNMENT}; -1 for constants that
 *        kernels pack (weights, biases, shapes) and for unused tensors. Constants read as activations have an offset
 *        and are copied there once per arena
 * @param arenaBytes size of the arena
 */
public record Plan(Network network, int[] offsets, int arenaBytes) {

    /** Alignment of every tensor in bytes: one cache line. */
    public static final int ALIGNMENT = 64;

    /** Byte offset of a tensor in the arena. */
    public int offset(int tensor) {
        return offsets[tensor];
    }
}
