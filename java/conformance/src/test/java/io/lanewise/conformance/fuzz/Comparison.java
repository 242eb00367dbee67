// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Outputs of one record, computed twice. */
final class Comparison {
    /** Of the largest value, for floats that are {@link Closeness#CLOSE}. */
    private static final float TOLERANCE = 1e-3f;

    /** From here on a sum may pass the largest float on the way in one order and not in another. */
    private static final float MAY_OVERFLOW = 1e37f;

    private Comparison() {}

    /** What differs by more than it may, in words; empty if nothing does. */
    static Optional<String> difference(Graph graph, byte[] expected, byte[] actual) {
        if (expected.length != actual.length) {
            return Optional.of("expected " + expected.length + " bytes, got " + actual.length);
        }
        Closeness[] levels = Closeness.of(graph);
        int at = 0;
        for (int output : graph.outputs()) {
            Tensor tensor = graph.tensor(output);
            int bytes = Math.toIntExact(tensor.bytes());
            ByteBuffer left = ByteBuffer.wrap(expected, at, bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer right = ByteBuffer.wrap(actual, at, bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
            Optional<String> difference = switch (levels[output]) {
                case EXACT -> bytes(left, right);
                case CLOSE -> tensor.type() == DataType.FLOAT32 ? reals(left, right) : bytes(left, right);
                case FREE -> Optional.empty();
            };
            if (difference.isPresent()) {
                return Optional.of("output " + tensor + ": " + difference.get());
            }
            at += bytes;
        }
        return Optional.empty();
    }

    private static Optional<String> bytes(ByteBuffer expected, ByteBuffer actual) {
        int first = expected.mismatch(actual);
        return first < 0
                ? Optional.empty()
                : Optional.of("byte " + first + " is " + actual.get(first) + ", expected " + expected.get(first));
    }

    private static Optional<String> reals(ByteBuffer expected, ByteBuffer actual) {
        float largest = 1;
        for (int i = 0; i < expected.limit(); i += Float.BYTES) {
            float value = Math.abs(expected.getFloat(i));
            largest = Float.isFinite(value) ? Math.max(largest, value) : largest;
        }
        for (int i = 0; i < expected.limit(); i += Float.BYTES) {
            float left = finite(expected.getFloat(i));
            float right = finite(actual.getFloat(i));
            boolean close = Float.compare(left, right) == 0
                    || Math.abs(left - right) <= TOLERANCE * largest
                    || Math.min(Math.abs(left), Math.abs(right)) >= MAY_OVERFLOW;
            if (!close) {
                return Optional.of("element " + i / Float.BYTES + " is " + right + ", expected " + left);
            }
        }
        return Optional.empty();
    }

    /** TFLite clamps to the largest float even where no activation is fused. */
    private static float finite(float value) {
        return Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
}
