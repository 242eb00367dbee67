// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.conformance.OperatorCase.Family;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.DataType;
import java.nio.ByteBuffer;
import java.util.List;
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
                .flatMap(family -> types(family).flatMap(types -> Counts.backends()
                        .map(backend -> Arguments.of(family, types.get(0), types.get(1), backend))));
    }

    /** The types of activations and weights that TFLite's kernel of a family's operator takes. */
    private static Stream<List<DataType>> types(Family family) {
        Stream.Builder<List<DataType>> types = Stream.builder();
        types.add(List.of(DataType.INT8, DataType.INT8));
        if (family.newCase(0).graph().operators().get(0).noForm(DataType.INT16).isEmpty()) {
            types.add(List.of(DataType.INT16, DataType.INT8));
        }
        if (family == Family.CONV_2D || family == Family.FULLY_CONNECTED) {
            types.add(List.of(DataType.INT8, DataType.INT4)).add(List.of(DataType.INT16, DataType.INT4));
            types.add(List.of(DataType.FLOAT32, DataType.INT4));
        }
        if (family == Family.CONV_2D || family == Family.DEPTHWISE_CONV_2D || family == Family.FULLY_CONNECTED) {
            types.add(List.of(DataType.FLOAT32, DataType.INT8));
        }
        return types.build();
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @MethodSource("familiesAndBackends")
    void givesTheSameBytes(Family family, DataType type, DataType weights, Backend backend) {
        for (int number = 0; number < Counts.CASES; number++) {
            String name = family + " " + type + ' ' + weights + " case " + number;
            OperatorCase drawn = family.newCase(number, type, weights);
            ByteBuffer file = TfliteWriter.encode(drawn.graph());
            byte[] expected = oracle.run(file, drawn.inputs());
            Model model = Model.read(name, file);
            SameBytes.check(model, expected, ModelRun.run(model, backend, drawn.inputs(), 1),
                    () -> name + ' ' + backend + ", " + drawn);
        }
    }
}
