// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.neon;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelFailure;
import io.lanewise.graph.Operator;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.kernels.Execution;
import io.lanewise.kernels.PreparedModel;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.plan.Plan;

/** The native operators of a plan. */
final class NeonPreparedModel implements PreparedModel {
    private final Plan plan;
    /** One for each operator of the graph; null where there is nothing to do, or in Java. */
    private final NativeOperator[] operators;
    /** One for each operator that runs in Java; null elsewhere. */
    private final JavaStep[] javaSteps;
    private final String[] kernelNames;

    private NeonPreparedModel(Plan plan) {
        int count = plan.graph().operators().size();
        this.plan = plan;
        this.operators = new NativeOperator[count];
        this.javaSteps = new JavaStep[count];
        this.kernelNames = new String[count];
    }

    static NeonPreparedModel of(Plan plan) {
        NeonPreparedModel model = new NeonPreparedModel(plan);
        try {
            for (int i = 0; i < model.operators.length; i++) {
                model.prepare(plan.graph(), i);
            }
            return model;
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    private void prepare(Graph graph, int index) {
        try {
            if (isInPlace(graph.operators().get(index))) {
                kernelNames[index] = "none: shares its input's memory";
                return;
            }
            operators[index] = OperatorFactory.of(graph, index);
            if (operators[index] == null) {
                javaSteps[index] = JavaStep.of(graph, index);
                kernelNames[index] = javaSteps[index].kernelName();
                return;
            }
            kernelNames[index] = Lanewise.lanewise_operator_microkernel(operators[index]).getString();
        } catch (OutOfMemoryError e) {
            throw ModelFailure.of(graph.name(), graph.describe(index), e);
        }
    }

    private boolean isInPlace(Operator operator) {
        return operator instanceof Reshape reshape && plan.offset(reshape.input()) == plan.offset(reshape.output());
    }

    Plan plan() {
        return plan;
    }

    /** The native operator of an operator of the graph; null where there is nothing to do, or in Java. */
    NativeOperator operator(int index) {
        return operators[index];
    }

    /** The operator of the graph as a step in Java; null where it is native. */
    JavaStep javaStep(int index) {
        return javaSteps[index];
    }

    @Override
    public Execution newExecution(int threads) {
        return new NeonExecution(this, threads);
    }

    @Override
    public String kernelName(int operatorIndex) {
        return kernelNames[operatorIndex];
    }

    @Override
    public long weightBytes() {
        long bytes = 0;
        for (NativeOperator operator : operators) {
            bytes += Lanewise.lanewise_operator_size(operator);
        }
        for (JavaStep step : javaSteps) {
            bytes += step == null ? 0 : step.model().weightBytes();
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
