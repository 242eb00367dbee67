// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Rounding;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import io.lanewise.testing.RelativeError;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The native library and the Java kernels give the same bytes for the random models of {@link ReferenceKernelTest}, and
 * nearly the same reals. For platforms without the oracle: it compares the Java kernels with TFLite elsewhere, and Java
 * is the same everywhere.
 */
class BackendAgreementTest {
    private static final float TOLERANCE = 1e-4f;

    static Stream<Arguments> samplesAndForms() {
        return OperatorSamples.all().flatMap(sample -> sample.forms().stream().map(form -> Arguments.of(sample, form)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("samplesAndForms")
    void nativeGivesJavasValues(OperatorSample sample, Form form) {
        check(sample, form, Rounding.TFLITE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.lanewise.testing.OperatorSamples#int8")
    void nativeGivesJavasBytesWithOnnxRounding(OperatorSample sample) {
        check(sample, Form.INT8, Rounding.ONNX);
    }

    static Stream<OperatorSample> reals() {
        return OperatorSamples.of(Form.FLOAT32);
    }

    /** In a graph of ONNX's rounding reals may become integers: all are equal there, but for sums with weights. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("reals")
    void nativeGivesJavasRealsWithOnnxRounding(OperatorSample sample) {
        check(sample, Form.FLOAT32, Rounding.ONNX);
    }

    private static void check(OperatorSample sample, Form form, Rounding rounding) {
        for (int number = 0; number < Counts.CASES; number++) {
            OperatorCase drawn = sample.draw(number, form);
            String name = sample + " " + form + " case " + number + ", " + drawn;
            Model model = Model.of(drawn.graph().withRounding(rounding));
            byte[] expected = ModelRun.run(model, Backend.JAVA, drawn.inputs(), 1);
            byte[] actual = ModelRun.run(model, Backend.NATIVE, drawn.inputs(), 1);
            if (form.isExact()) {
                SameBytes.check(model, expected, actual, () -> name);
            } else {
                boolean isEqual =
                        rounding == Rounding.ONNX && !(drawn.graph().operators().get(0) instanceof WeightedOperator);
                assertTrue(RelativeError.of(expected, actual) <= (isEqual ? 0 : TOLERANCE), name);
            }
        }
    }
}
