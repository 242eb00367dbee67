// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.tflite.flatbuffers.FlatBufferBuilder;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.OperatorCode;
import io.lanewise.tflite.schema.OperatorCodeT;
import java.util.ArrayList;
import java.util.List;

/** The file's list of distinct (operator, version) pairs; operators name theirs by its place. */
final class OperatorCodes {
    private record Code(int builtin, int version) {}

    private final List<Code> codes = new ArrayList<>();

    /** The place of a pair in the list, appended if new. */
    int index(int builtin, int version) {
        Code code = new Code(builtin, version);
        int index = codes.indexOf(code);
        if (index < 0) {
            codes.add(code);
            index = codes.size() - 1;
        }
        return index;
    }

    int[] pack(FlatBufferBuilder builder) {
        return codes.stream()
                .mapToInt(code -> OperatorCode.pack(builder, schemaCode(code)))
                .toArray();
    }

    private static OperatorCodeT schemaCode(Code code) {
        OperatorCodeT written = new OperatorCodeT();
        // Readers take the larger of the two; the older field is one byte wide.
        written.setDeprecatedBuiltinCode(
                (byte) Math.min(code.builtin, BuiltinOperator.PLACEHOLDER_FOR_GREATER_OP_CODES));
        written.setBuiltinCode(code.builtin);
        written.setVersion(code.version);
        return written;
    }
}
