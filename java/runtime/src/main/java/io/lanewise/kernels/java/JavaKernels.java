// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelFailure;
import io.lanewise.kernels.Kernels;
import io.lanewise.kernels.PreparedModel;
import io.lanewise.plan.Plan;
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
        Graph graph = plan.graph();
        List<Kernel> kernels = new ArrayList<>();
        for (int i = 0; i < graph.operators().size(); i++) {
            try {
                kernels.add(graph.operators().get(i).accept(new KernelChooser(plan, i)));
            } catch (OutOfMemoryError e) {
                throw ModelFailure.of(graph.name(), graph.describe(i), e);
            }
        }
        return new JavaPreparedModel(plan, kernels);
    }
}
