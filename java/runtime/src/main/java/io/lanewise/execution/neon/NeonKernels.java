// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution.neon;

import io.lanewise.execution.Kernels;
import io.lanewise.execution.Plan;
import io.lanewise.execution.PreparedModel;
import io.lanewise.internal.LoadException;
import io.lanewise.internal.NativeLibrary;

/** The native backend. int8 results equal TFLite's reference kernels bit for bit, on every ISA level. */
public final class NeonKernels implements Kernels {

    private NeonKernels() {}

    /**
     * The backend, with the native library loaded.
     *
     * @throws LoadException if it cannot be loaded; the message says why and what to do
     */
    public static NeonKernels load() {
        NativeLibrary.ensureLoaded();
        return new NeonKernels();
    }

    @Override
    public String name() {
        return "neon";
    }

    @Override
    public PreparedModel prepare(Plan plan) {
        return NeonPreparedModel.of(plan);
    }
}
