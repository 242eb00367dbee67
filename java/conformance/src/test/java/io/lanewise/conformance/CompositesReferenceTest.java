// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.testing.CompositeFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Composites give what TFLite gives, which runs their decompositions. */
@OnOracle
class CompositesReferenceTest {
    private static final int RECORDS = 3;

    @ParameterizedTest
    @EnumSource(
            value = Backend.class,
            names = {"JAVA", "NATIVE"})
    void decompositionsComputeThem(Backend backend) {
        ByteBuffer records = ByteBuffer.allocate(RECORDS * 8 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; records.hasRemaining(); i++) {
            records.putFloat(i * i - 7);
        }
        Model model = Model.read("composites", CompositeFile.bytes());
        byte[] expected;
        try (TfliteOracle oracle = new TfliteOracle()) {
            expected = oracle.run(CompositeFile.bytes(), records.array());
        }
        assertArrayEquals(expected, ModelRun.run(model, backend, records.array(), RECORDS));
    }
}
