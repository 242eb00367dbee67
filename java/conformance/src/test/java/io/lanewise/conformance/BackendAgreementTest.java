// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.conformance.OperatorCase.Family;
import io.lanewise.tensor.Rounding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The native library and the Java kernels give the same bytes for the random models of {@link ReferenceKernelTest}. For
 * platforms without the oracle: it compares the Java kernels with TFLite elsewhere, and Java is the same everywhere.
 */
class BackendAgreementTest {

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void nativeGivesJavasBytes(Family family) {
        check(family, Rounding.TFLITE);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void nativeGivesJavasBytesWithOnnxRounding(Family family) {
        check(family, Rounding.ONNX);
    }

    private static void check(Family family, Rounding rounding) {
        for (int number = 0; number < Counts.CASES; number++) {
            String name = family + " case " + number;
            OperatorCase drawn = family.newCase(number);
            Model model = Model.of(drawn.graph().withRounding(rounding));
            SameBytes.check(model, ModelRun.run(model, Backend.JAVA, drawn.inputs(), 1),
                    ModelRun.run(model, Backend.NATIVE, drawn.inputs(), 1), () -> name + ", " + drawn);
        }
    }
}
