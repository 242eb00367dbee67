// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.conformance.OperatorCase.Family;
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random models of one operator, written as files, give the bytes that TFLite's reference kernels give for the file. */
@OnOracle
class ReferenceKernelTest {
    private static TfliteOracle oracle;

    @BeforeAll
    static void start() {
        oracle = new TfliteOracle();
    }

    @AfterAll
    static void stop() {
        oracle.close();
    }

    static Stream<Arguments> familiesAndBackends() {
        return Stream.of(Family.values())
                .flatMap(family -> Counts.backends().map(backend -> Arguments.of(family, backend)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("familiesAndBackends")
    void givesTheSameBytes(Family family, Backend backend) {
        for (int number = 0; number < Counts.CASES; number++) {
            String name = family + " case " + number;
            OperatorCase drawn = family.newCase(number);
            ByteBuffer file = TfliteWriter.encode(drawn.graph());
            byte[] expected = oracle.run(file, drawn.inputs());
            Model model = Model.read(name, file);
            SameBytes.check(model, expected, ModelRun.run(model, backend, drawn.inputs(), 1),
                    () -> name + ' ' + backend + ", " + drawn);
        }
    }
}
