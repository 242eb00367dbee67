// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.plan.Plan;

/** A backend. */
public interface Kernels {

    /** Short name, e.g. {@code java}. */
    String name();

    /**
     * Checks every operator of a plan, packs its weights and chooses its kernel.
     *
     * @throws io.lanewise.graph.ModelException if an operator cannot be run, or its weights find no memory; the message
     *         names it and says why
     */
    PreparedModel prepare(Plan plan);
}
