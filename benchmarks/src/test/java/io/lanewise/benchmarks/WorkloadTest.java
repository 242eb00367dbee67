// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured runs, gives the same on both backends, and is no trivial case. */
class WorkloadTest {

    @ParameterizedTest
    @EnumSource
    void runsOnBothBackends(Workload workload) {
        int different = differentOutputs(Model.of(workload.graph()));
        assertTrue(workload == Workload.NOTHING || different > 50, () -> workload + " has " + different + " different outputs");
    }

    @Test
    void convolutionsRunOnBothBackends() {
        int different = differentOutputs(Model.of(ConvolutionStack.graph()));
        assertTrue(different > 50, () -> different + " different outputs");
    }

    private static int differentOutputs(Model model) {
        byte[] java = run(model, Backend.JAVA);
        assertArrayEquals(java, run(model, Backend.NATIVE));
        return (int) new String(java, ISO_8859_1).chars().distinct().count();
    }

    private static byte[] run(Model model, Backend backend) {
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(backend))) {
            byte[] input = new byte[Math.toIntExact(model.inputs().get(0).bytes())];
            new Random(2).nextBytes(input);
            session.input(0).put(input);
            session.run();
            return session.output(0).bytes();
        }
    }
}
