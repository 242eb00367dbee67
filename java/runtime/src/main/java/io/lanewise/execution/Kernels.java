// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

/** A backend. */
public interface Kernels {

    /** Short name, e.g. {@code java}. */
    String name();

    /**
     * Chooses a kernel for every step of a plan and packs its weights.
     *
     * @throws io.lanewise.graph.ModelException if the backend cannot run a step, or its weights find no memory; the
     *         message names it and says why
     */
    PreparedModel prepare(Plan plan);
}
