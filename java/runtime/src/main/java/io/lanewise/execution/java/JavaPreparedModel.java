// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution.java;

import io.lanewise.execution.Execution;
import io.lanewise.execution.Plan;
import io.lanewise.execution.PreparedModel;
import io.lanewise.instructions.Kernel;
import java.util.List;

/** A plan and one kernel per step. */
record JavaPreparedModel(Plan plan, List<Kernel> kernels) implements PreparedModel {

    /** {@inheritDoc} The caller works alone. */
    @Override
    public Execution newExecution(int threads) {
        return new JavaExecution(plan, kernels);
    }

    /** The class of the kernel, e.g. {@code Conv2dInt8Kernel}. */
    @Override
    public String kernelName(int step) {
        return kernels.get(step).getClass().getSimpleName();
    }

    @Override
    public long weightBytes() {
        return kernels.stream().mapToLong(Kernel::weightBytes).sum();
    }

    @Override
    public void close() {
        // The heap needs no release.
    }
}
