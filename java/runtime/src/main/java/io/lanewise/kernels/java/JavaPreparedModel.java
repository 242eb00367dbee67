// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.kernels.Execution;
import io.lanewise.kernels.PreparedModel;
import io.lanewise.plan.Plan;
import java.util.List;

/** A plan and one kernel per operator. */
record JavaPreparedModel(Plan plan, List<Kernel> kernels) implements PreparedModel {

    /** {@inheritDoc} The caller works alone. */
    @Override
    public Execution newExecution(int threads) {
        return new JavaExecution(plan, kernels);
    }

    /** The class of the kernel, e.g. {@code Conv2dInt8Kernel}. */
    @Override
    public String kernelName(int operatorIndex) {
        return kernels.get(operatorIndex).getClass().getSimpleName();
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
