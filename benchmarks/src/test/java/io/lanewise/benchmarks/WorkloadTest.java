// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.SessionTensor;
import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import io.lanewise.testing.RelativeError;
import io.lanewise.testing.Workload;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured is every operator, gives the same on both backends, and is no trivial case. */
class WorkloadTest {
    private static final float TOLERANCE = 1e-4f;

    /** Those that {@link OperatorBenchmark} measures, of all families. */
    static Stream<Workload> workloads() {
        return Stream.of(OperatorBenchmark.class.getDeclaredClasses())
                .flatMap(family -> Stream.of(constants(family)))
                .map(Workload.class::cast);
    }

    private static Object[] constants(Class<?> family) {
        try {
            return family.getField("workload").getType().getEnumConstants();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    /** Those that the native library leaves to Java are not worth comparing. */
    @Test
    void everyNativeOperatorIsMeasured() {
        Set<Class<?>> measured = new HashSet<>();
        workloads()
                .flatMap(workload -> workload.graph(DataType.INT8).operators().stream())
                .forEach(operator -> measured.add(operator.getClass()));
        OperatorSamples.all().filter(WorkloadTest::runsNatively).forEach(sample -> {
            Class<?> kind =
                    sample.draw(0, sample.forms().iterator().next()).operator().getClass();
            assertTrue(measured.contains(kind), () -> "no workload measures " + sample);
        });
    }

    private static boolean runsNatively(OperatorSample sample) {
        return sample.forms().stream().anyMatch(form -> {
            Model model = Model.of(sample.draw(0, form).graph());
            try (Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.NATIVE))) {
                return session.kernelNames().stream().noneMatch(kernel -> kernel.startsWith("java "));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void backendsAgreeInInt8(Workload workload) {
        Graph graph = workload.graph(DataType.INT8);
        Session java = run(graph, Backend.JAVA);
        Session neon = run(graph, Backend.NATIVE);
        try (java;
                neon) {
            assertArrayEquals(java.output(0).bytes(), neon.output(0).bytes());
            assertVaried(values(java), java.output(0).tensor().isReal());
        }
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void backendsAgreeInFloat32(Workload workload) {
        Graph graph = workload.graph(DataType.FLOAT32);
        Session java = run(graph, Backend.JAVA);
        Session neon = run(graph, Backend.NATIVE);
        try (java;
                neon) {
            float[] expected = values(java);
            assertTrue(RelativeError.of(FloatBuffer.wrap(expected), FloatBuffer.wrap(values(neon))) <= TOLERANCE);
            assertVaried(expected, java.output(0).tensor().isReal());
        }
    }

    @Test
    void backendsAgreeOnConvolutions() {
        Session java = run(ConvolutionStack.graph(), Backend.JAVA);
        Session neon = run(ConvolutionStack.graph(), Backend.NATIVE);
        try (java;
                neon) {
            assertArrayEquals(java.output(0).bytes(), neon.output(0).bytes());
            assertVaried(java.output(0).floats(), true);
        }
    }

    private static Session run(Graph graph, Backend backend) {
        Model model = Model.of(graph);
        Session session = model.newSession(SessionOptions.defaults().withBackend(backend));
        RandomInput.fill(session, model);
        session.run();
        return session;
    }

    /** Of the output; of whole numbers and truths the bytes. */
    private static float[] values(Session session) {
        SessionTensor output = session.output(0);
        if (output.tensor().isReal()) {
            return output.floats();
        }
        byte[] bytes = output.bytes();
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i];
        }
        return values;
    }

    /** More different values than one, or than 50 if there is room for them in reals. */
    private static void assertVaried(float[] values, boolean reals) {
        Set<Float> different = new HashSet<>();
        for (float value : values) {
            different.add(value);
        }
        int few = reals ? Math.min(50, values.length / 10) : 1;
        assertTrue(different.size() > few, () -> "only " + different);
    }
}
