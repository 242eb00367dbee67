// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import io.lanewise.execution.Execution;
import io.lanewise.execution.Kernels;
import io.lanewise.execution.Network;
import io.lanewise.execution.Plan;
import io.lanewise.execution.Planner;
import io.lanewise.execution.PreparedModel;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.ModelFailure;
import java.util.HashMap;
import java.util.Map;

/** The prepared forms of a network, one for each backend and kind of plan, each kept while a session uses it. */
final class SharedWeights {

    private record Form(String kernels, boolean keepsAllTensors) {}

    private final Network network;
    private final Map<Form, Shared> inUse = new HashMap<>();

    SharedWeights(Network network) {
        this.network = network;
    }

    /** A new execution on the shared prepared model, which lives at least as long. */
    synchronized Lease acquire(Kernels kernels, SessionOptions options) {
        Form form = new Form(kernels.name(), options.keepsAllTensors());
        Shared shared = inUse.get(form);
        if (shared == null) {
            shared = prepare(kernels, form);
            inUse.put(form, shared);
        }
        shared.leases++;
        try {
            return new Lease(form, shared, shared.prepared.newExecution(options.threads()));
        } catch (OutOfMemoryError e) {
            release(form, shared);
            throw new ModelException(
                    network.name(),
                    "needs " + shared.plan.arenaBytes() + " bytes for its activations, which could" + " not be had",
                    e);
        } catch (RuntimeException e) {
            release(form, shared);
            throw e;
        }
    }

    private Shared prepare(Kernels kernels, Form form) {
        try {
            Plan plan = form.keepsAllTensors ? Planner.planKeepingAllTensors(network) : Planner.plan(network);
            return new Shared(plan, kernels.prepare(plan));
        } catch (OutOfMemoryError e) {
            throw ModelFailure.of(network.name(), "", e);
        }
    }

    private synchronized void release(Form form, Shared shared) {
        if (--shared.leases == 0) {
            inUse.remove(form);
            shared.prepared.close();
        }
    }

    private static final class Shared {
        final Plan plan;
        final PreparedModel prepared;
        int leases;

        Shared(Plan plan, PreparedModel prepared) {
            this.plan = plan;
            this.prepared = prepared;
        }
    }

    /** One session's share. */
    final class Lease implements AutoCloseable {
        private final Form form;
        private final Shared shared;
        private final Execution execution;

        private Lease(Form form, Shared shared, Execution execution) {
            this.form = form;
            this.shared = shared;
            this.execution = execution;
        }

        String kernels() {
            return form.kernels;
        }

        boolean keepsAllTensors() {
            return form.keepsAllTensors;
        }

        Plan plan() {
            return shared.plan;
        }

        PreparedModel prepared() {
            return shared.prepared;
        }

        Execution execution() {
            return execution;
        }

        /** Frees the execution, and the prepared model if no other session uses it. To be called once. */
        @Override
        public void close() {
            execution.close();
            release(form, shared);
        }
    }
}
