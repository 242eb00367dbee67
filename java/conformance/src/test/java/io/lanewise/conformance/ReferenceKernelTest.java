// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.conformance.OperatorCase.Family;
import io.lanewise.kernels.Int16Forms;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.DataType;
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
                .flatMap(family -> Counts.backends().flatMap(backend -> Stream.of(DataType.INT8, DataType.INT16)
                        .filter(type -> type == DataType.INT8 || isWide(family)).map(type -> Arguments.of(family, type, backend))));
    }

    /** Whether a family's operator computes with int16. */
    private static boolean isWide(Family family) {
        return Int16Forms.has(family.newCase(0, DataType.INT16).graph().operators().get(0));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("familiesAndBackends")
    void givesTheSameBytes(Family family, DataType type, Backend backend) {
        for (int number = 0; number < Counts.CASES; number++) {
            String name = family + " " + type + " case " + number;
            OperatorCase drawn = family.newCase(number, type);
            ByteBuffer file = TfliteWriter.encode(drawn.graph());
            byte[] expected = oracle.run(file, drawn.inputs());
            Model model = Model.read(name, file);
            SameBytes.check(model, expected, ModelRun.run(model, backend, drawn.inputs(), 1),
                    () -> name + ' ' + backend + ", " + drawn);
        }
    }
}
