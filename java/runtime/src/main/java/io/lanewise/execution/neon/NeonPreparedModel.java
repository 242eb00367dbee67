// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution.neon;

import io.lanewise.execution.Execution;
import io.lanewise.execution.Network;
import io.lanewise.execution.Plan;
import io.lanewise.execution.PreparedModel;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.ModelFailure;
import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Step;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/** The native operators of a plan. */
final class NeonPreparedModel implements PreparedModel {
    private final Plan plan;
    /** One for each step; null where there is nothing to do, or in Java. */
    private final NativeOperator[] operators;
    /** One for each step that runs in Java; null elsewhere. */
    private final JavaStep[] javaSteps;

    private final String[] kernelNames;

    private NeonPreparedModel(Plan plan) {
        int count = plan.network().steps().size();
        this.plan = plan;
        this.operators = new NativeOperator[count];
        this.javaSteps = new JavaStep[count];
        this.kernelNames = new String[count];
    }

    static NeonPreparedModel of(Plan plan) {
        NeonPreparedModel model = new NeonPreparedModel(plan);
        try {
            for (int i = 0; i < model.operators.length; i++) {
                model.prepare(i);
            }
            return model;
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    private void prepare(int index) {
        Network network = plan.network();
        Step step = network.steps().get(index);
        try {
            if (isInPlace(step)) {
                kernelNames[index] = "none: shares its input's memory";
            } else if (step.instruction() instanceof NativeInstruction instruction && instruction.isNative()) {
                operators[index] = create(instruction, step);
                kernelNames[index] =
                        Lanewise.lanewise_operator_microkernel(operators[index]).getString();
            } else {
                javaSteps[index] = JavaStep.of(network, step);
                kernelNames[index] = javaSteps[index].kernelName();
            }
        } catch (OutOfMemoryError e) {
            throw ModelFailure.of(network.name(), step.description(), e);
        }
    }

    private boolean isInPlace(Step step) {
        return step.instruction().inPlace() == InPlace.SAME_VALUES
                && plan.offset(step.inputs().get(0))
                        == plan.offset(step.outputs().get(0));
    }

    private NativeOperator create(NativeInstruction instruction, Step step) {
        NativeOperator op = new NativeOperator();
        try (NativeArguments arguments = new NativeArguments()) {
            int status = instruction.create(arguments, op);
            if (status != Lanewise.LANEWISE_OK) {
                throw new ModelException(
                        plan.network().name(),
                        step.description() + ": "
                                + (status == Lanewise.LANEWISE_OUT_OF_MEMORY
                                        ? "no memory for its packed weights"
                                        : "the native library refused " + instruction + " with status " + status));
            }
        }
        return op;
    }

    Plan plan() {
        return plan;
    }

    /** The native operator of a step; null where there is nothing to do, or in Java. */
    NativeOperator operator(int index) {
        return operators[index];
    }

    /** The step in Java; null where it is native. */
    JavaStep javaStep(int index) {
        return javaSteps[index];
    }

    @Override
    public Execution newExecution(int threads) {
        return new NeonExecution(this, threads);
    }

    @Override
    public String kernelName(int step) {
        return kernelNames[step];
    }

    @Override
    public long weightBytes() {
        long bytes = 0;
        for (NativeOperator operator : operators) {
            bytes += Lanewise.lanewise_operator_size(operator);
        }
        for (JavaStep step : javaSteps) {
            bytes += step == null ? 0 : step.kernel().weightBytes();
        }
        return bytes;
    }

    @Override
    public void close() {
        for (int i = 0; i < operators.length; i++) {
            Lanewise.lanewise_destroy(operators[i]);
            operators[i] = null;
        }
    }
}
