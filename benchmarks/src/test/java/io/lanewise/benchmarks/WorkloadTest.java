// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import io.lanewise.tensor.DataType;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured is every operator, gives the same on both backends, and is no trivial case. */
class WorkloadTest {
    private static final float RELATIVE_TOLERANCE = 1e-4f;

    /** Those that the native library leaves to Java are not worth comparing. */
    @Test
    void everyNativeOperatorIsMeasured() {
        Set<Class<?>> measured = new HashSet<>(Set.of(BatchMatMul.class, Binary.class, Prelu.class, Reduce.class, Resize.class,
                Slice.class, Transpose.class));
        for (Workload workload : Workload.values()) {
            workload.graph(DataType.INT8).operators().forEach(operator -> measured.add(operator.getClass()));
        }
        assertEquals(records(Operator.class).collect(Collectors.toSet()), measured);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(WorkloadTest::records) : Stream.of(type);
    }

    @ParameterizedTest
    @EnumSource
    void backendsAgreeInInt8(Workload workload) {
        Graph graph = workload.graph(DataType.INT8);
        Session java = run(graph, Backend.JAVA);
        Session neon = run(graph, Backend.NATIVE);
        try (java; neon) {
            assertArrayEquals(java.output(0).bytes(), neon.output(0).bytes());
            assertVaried(java.output(0).floats());
        }
    }

    @ParameterizedTest
    @EnumSource
    void backendsAgreeInFloat32(Workload workload) {
        Graph graph = workload.graph(DataType.FLOAT32);
        Session java = run(graph, Backend.JAVA);
        Session neon = run(graph, Backend.NATIVE);
        try (java; neon) {
            float[] expected = java.output(0).floats();
            float largest = 0;
            for (float value : expected) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertArrayEquals(expected, neon.output(0).floats(), RELATIVE_TOLERANCE * largest + Float.MIN_VALUE);
            assertVaried(expected);
        }
    }

    @Test
    void backendsAgreeOnConvolutions() {
        Session java = run(ConvolutionStack.graph(), Backend.JAVA);
        Session neon = run(ConvolutionStack.graph(), Backend.NATIVE);
        try (java; neon) {
            assertArrayEquals(java.output(0).bytes(), neon.output(0).bytes());
            assertVaried(java.output(0).floats());
        }
    }

    private static Session run(Graph graph, Backend backend) {
        Model model = Model.of(graph);
        Session session = model.newSession(SessionOptions.defaults().withBackend(backend));
        RandomInput.fill(session, model);
        session.run();
        return session;
    }

    /** More different values than one, or than 50 if there is room for them. */
    private static void assertVaried(float[] values) {
        Set<Float> different = new HashSet<>();
        for (float value : values) {
            different.add(value);
        }
        assertTrue(different.size() > Math.min(50, values.length / 10), () -> "only " + different);
    }
}
