// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import io.lanewise.graph.ModelException;
import io.lanewise.instructions.RunFailure;
import io.lanewise.instructions.Step;
import io.lanewise.tensor.Tensor;
import java.util.List;

/**
 * A lowered model: checked instructions in the order in which they run. Immutable.
 *
 * @param name the model's name for messages
 * @param tensors all values; steps refer to them by index
 * @param inputs indices of the tensors that the caller fills
 * @param outputs indices of the tensors that the caller reads
 * @param variables indices of the tensors that keep their values from run to run
 */
public record Network(
        String name,
        List<Tensor> tensors,
        List<Step> steps,
        List<Integer> inputs,
        List<Integer> outputs,
        List<Integer> variables) {

    /** Keeps copies of the lists. */
    public Network {
        tensors = List.copyOf(tensors);
        steps = List.copyOf(steps);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        variables = List.copyOf(variables);
    }

    /**
     * Runs a step's Java kernel.
     *
     * @throws ModelException if it cannot go on with what the step's inputs hold, saying where and why
     */
    public void run(Step step, Runnable kernel) {
        try {
            kernel.run();
        } catch (RunFailure e) {
            throw new ModelException(name, step.description() + ": " + e.getMessage(), e);
        }
    }

    /** The tensor of an index. */
    public Tensor tensor(int index) {
        return tensors.get(index);
    }
}
