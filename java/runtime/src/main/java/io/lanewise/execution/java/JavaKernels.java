// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution.java;

import io.lanewise.execution.Kernels;
import io.lanewise.execution.Network;
import io.lanewise.execution.Plan;
import io.lanewise.execution.PreparedModel;
import io.lanewise.graph.ModelFailure;
import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Step;
import java.util.ArrayList;
import java.util.List;

/** The pure-Java backend. int8 results equal TFLite's reference kernels bit for bit. */
public final class JavaKernels implements Kernels {

    @Override
    public String name() {
        return "java";
    }

    @Override
    public PreparedModel prepare(Plan plan) {
        Network network = plan.network();
        List<Kernel> kernels = new ArrayList<>();
        for (Step step : network.steps()) {
            try {
                kernels.add(step.instruction().kernel(offsets(plan, step.inputs()), offsets(plan, step.outputs())));
            } catch (OutOfMemoryError e) {
                throw ModelFailure.of(network.name(), step.description(), e);
            }
        }
        return new JavaPreparedModel(plan, kernels);
    }

    private static int[] offsets(Plan plan, List<Integer> tensors) {
        int[] offsets = new int[tensors.size()];
        for (int i = 0; i < offsets.length; i++) {
            int tensor = tensors.get(i);
            offsets[i] = Arena.elementOffset(plan.network().tensor(tensor).type(), plan.offset(tensor));
        }
        return offsets;
    }
}
