// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.execution.Execution;
import io.lanewise.execution.Kernels;
import io.lanewise.execution.Network;
import io.lanewise.execution.Networks;
import io.lanewise.execution.Plan;
import io.lanewise.execution.Planner;
import io.lanewise.execution.PreparedModel;
import io.lanewise.execution.java.JavaKernels;
import io.lanewise.execution.neon.NeonKernels;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** Runs graphs of one operator on each backend. int8 results are compared exactly, floats relative to the largest. */
@EveryBackend
abstract class OperatorTest {
    private static final double FLOAT_TOLERANCE = 1e-5;

    @Parameter
    Backend backend;

    private Kernels kernels;

    @BeforeEach
    final void loadKernels() {
        kernels = switch (backend) {
            case JAVA -> new JavaKernels();
            case NATIVE -> NeonKernels.load();
            case AUTO -> throw new AssertionError("no kernels of its own");
        };
    }

    /** The output's bytes for inputs that are byte[] or float[]; the same whether or not tensors share memory. */
    private ByteBuffer run(Graph graph, Object... inputs) {
        Plan plan = Planner.plan(Networks.of(graph));
        Plan apart = Planner.planKeepingAllTensors(Networks.of(graph));
        ByteBuffer result = run(plan, inputs);
        if (!Arrays.equals(plan.offsets(), apart.offsets())) {
            assertEquals(result, run(apart, inputs), () -> backend + ": tensors sharing memory against tensors apart");
        }
        return result;
    }

    /** Runs twice: no run may depend on the one before. */
    private ByteBuffer run(Plan plan, Object... inputs) {
        Network graph = plan.network();
        ByteBuffer result =
                ByteBuffer.allocate((int) graph.tensor(graph.outputs().get(0)).bytes());
        try (PreparedModel model = kernels.prepare(plan);
                Execution execution = model.newExecution(1)) {
            assertFalse(model.kernelName(0).isEmpty(), () -> backend + " has no kernel name");
            for (int run = 0; run < 2; run++) {
                for (int i = 0; i < inputs.length; i++) {
                    execution.write(graph.inputs().get(i), bytes(inputs[i]));
                }
                execution.run();
                execution.read(graph.outputs().get(0), result.clear());
            }
        }
        return result.rewind().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer bytes(Object array) {
        if (array instanceof byte[] values) {
            return ByteBuffer.wrap(values);
        }
        float[] values = (float[]) array;
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer;
    }

    final void expect(byte[] expected, Graph graph, Object... inputs) {
        assertArrayEquals(expected, run(graph, inputs).array(), () -> "on " + backend);
    }

    final void expect(float[] expected, Graph graph, Object... inputs) {
        float[] actual = new float[expected.length];
        run(graph, inputs).asFloatBuffer().get(actual);
        double largest = 0;
        for (float value : expected) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(
                    expected[i],
                    actual[i],
                    (float) (largest * FLOAT_TOLERANCE) + Float.MIN_VALUE,
                    backend + " at element " + i);
        }
    }

    /** Asserts that the graph is refused with a message that names the operator and holds {@code part}. */
    final void expectRefusal(String part, Graph graph) {
        ModelException e = assertThrows(
                ModelException.class,
                () -> kernels.prepare(Planner.plan(Networks.of(graph))).close(),
                () -> "on " + backend);
        assertTrue(
                e.getMessage().startsWith(graph.name() + ": " + graph.describe(0) + ": "),
                () -> backend + ": " + e.getMessage());
        assertTrue(e.getMessage().contains(part), () -> backend + ": " + e.getMessage());
    }
}
