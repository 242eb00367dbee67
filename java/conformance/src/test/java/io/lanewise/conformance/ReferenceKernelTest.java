// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import io.lanewise.testing.RelativeError;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random models of one operator, written as files, give what TFLite's reference kernels give for the file: bytes, or
 * reals near.
 */
@OnOracle
class ReferenceKernelTest {
    private static final float TOLERANCE = 1e-4f;
    /** Below this, GELU of negative values is what is left where nearly all of 1 + erf(x / sqrt(2)) cancels out. */
    private static final float SMALL_GELU = 0.01f;

    private static TfliteOracle oracle;

    @BeforeAll
    static void start() {
        oracle = new TfliteOracle();
    }

    @AfterAll
    static void stop() {
        oracle.close();
    }

    static Stream<Arguments> samplesFormsAndBackends() {
        return OperatorSamples.all()
                .flatMap(sample -> sample.inTflite().stream()
                        .flatMap(form -> Counts.backends().map(backend -> Arguments.of(sample, form, backend))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("samplesFormsAndBackends")
    void givesTheSameValues(OperatorSample sample, Form form, Backend backend) {
        for (int number = 0; number < Counts.CASES; number++) {
            OperatorCase drawn = sample.draw(number, form);
            String name = sample + " " + form + " case " + number + ' ' + backend + ", " + drawn;
            if (TfliteOracle.NOT_IN_THE_RESOLVER.contains(drawn.operator().kind())) {
                continue;
            }
            ByteBuffer file = TfliteWriter.encode(drawn.graph());
            byte[] expected = oracle.run(file, drawn.inputs());
            Model model = Model.read(sample + " case " + number, file);
            byte[] actual = ModelRun.run(model, backend, drawn.inputs(), 1);
            if (form.isExact()) {
                SameBytes.check(model, expected, actual, () -> name);
            } else {
                float least = drawn.operator().kind().equals("GELU") ? SMALL_GELU : Float.MIN_NORMAL;
                float error = RelativeError.of(expected, actual, least);
                assertTrue(error <= TOLERANCE, () -> name + ": error " + error);
            }
        }
    }
}
