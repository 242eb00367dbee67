// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

/** A planned model with packed weights. Immutable: executions in any number of threads share it until it is closed. */
public interface PreparedModel extends AutoCloseable {

    /**
     * New memory to run in; belongs to one thread at a time. To be closed before this model.
     *
     * @param threads how many threads may share the work, the caller of {@link Execution#run} included
     */
    Execution newExecution(int threads);

    /** Which kernel runs a step of the network, e.g. {@code gemm_s8_4x16c4_aarch64_dotprod}. */
    String kernelName(int step);

    /** Bytes of packed weights and tables. */
    long weightBytes();

    @Override
    void close();
}
