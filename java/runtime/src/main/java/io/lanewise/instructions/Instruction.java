// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.instructions.custom.RunCustom;

/**
 * One step of a lowered network: parameters that were checked in its making, without tensors. Immutable; holds views of
 * weights, not copies. Every instruction has a Java kernel; those that the native library has too are
 * {@link NativeInstruction}s.
 */
public sealed interface Instruction permits NativeInstruction, RunCustom {

    /**
     * The instruction in Java, ready to run: weights unpacked as its loops want them.
     *
     * @param inputs where each input lies in the arena's array of its type, counted in that array's elements
     * @param outputs the same of the outputs
     */
    Kernel kernel(int[] inputs, int[] outputs);

    /** Whether the output may lie in an input's memory. */
    default InPlace inPlace() {
        return InPlace.NO;
    }
}
