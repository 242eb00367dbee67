// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

/** An instruction ready to run: parameters, packed weights, offsets in the arena. Immutable, shared by executions. */
public interface Kernel {

    /** One execution's steps: allocates what they write to besides the arena, so that running allocates nothing. */
    Runnable bind(Arena arena);

    /** Bytes of packed weights and tables. */
    default long weightBytes() {
        return 0;
    }
}
