// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import java.util.List;

/**
 * An instruction and the tensors it reads and writes, by their index in the network.
 *
 * @param operator index of the operator that was lowered into it; -1 of what belongs to none
 * @param description how messages name it: {@code operator 3 CONV_2D "conv1/Relu"}
 */
public record Step(
        Instruction instruction, List<Integer> inputs, List<Integer> outputs, int operator, String description) {

    /** Keeps copies of the lists. */
    public Step {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
