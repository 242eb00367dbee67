// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import io.lanewise.Model;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

/** Compares outputs without any tolerance, and says where the first difference is. */
final class SameBytes {

    private SameBytes() {}

    /** Fails unless the outputs of all records are equal; {@code what} begins the message. */
    static void check(Model model, byte[] expected, byte[] actual, Supplier<String> what) {
        int first = Arrays.mismatch(expected, actual);
        if (first < 0) {
            return;
        }
        if (expected.length != actual.length) {
            fail(what.get() + ": expected " + expected.length + " bytes, got " + actual.length);
        }
        int different = 0;
        for (int i = 0; i < expected.length; i++) {
            different += expected[i] == actual[i] ? 0 : 1;
        }
        int recordBytes = Math.toIntExact(
                model.outputs().stream().mapToLong(Tensor::bytes).sum());
        fail(what.get() + ": " + different + " of " + expected.length + " bytes differ, the first at byte "
                + first % recordBytes + " of record " + first / recordBytes + ": expected " + expected[first] + ", got "
                + actual[first]);
    }
}
