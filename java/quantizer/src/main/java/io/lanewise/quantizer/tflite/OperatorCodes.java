// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.OperatorCodeT;
import java.util.ArrayList;
import java.util.List;

/** The file's list of distinct (operator, version) pairs; operators name theirs by its place. */
final class OperatorCodes {
    private static final String BUILTIN = "";

    /** {@code custom}: the name of an operator that is none of TFLite's own. */
    private record Code(int builtin, int version, String custom) {}

    private final List<Code> codes = new ArrayList<>();

    /** The place of a pair in the list, appended if new. */
    int index(int builtin, int version) {
        return index(new Code(builtin, version, BUILTIN));
    }

    /** The place of an operator that is none of TFLite's own. */
    int custom(String name) {
        return index(new Code(BuiltinOperator.CUSTOM, 1, name));
    }

    private int index(Code code) {
        int index = codes.indexOf(code);
        if (index < 0) {
            codes.add(code);
            index = codes.size() - 1;
        }
        return index;
    }

    OperatorCodeT[] tables() {
        return codes.stream().map(OperatorCodes::table).toArray(OperatorCodeT[]::new);
    }

    private static OperatorCodeT table(Code code) {
        OperatorCodeT written = new OperatorCodeT();
        // Readers take the larger of the two; the older field is one byte wide.
        written.setDeprecatedBuiltinCode(
                (byte) Math.min(code.builtin, BuiltinOperator.PLACEHOLDER_FOR_GREATER_OP_CODES));
        written.setBuiltinCode(code.builtin);
        written.setVersion(code.version);
        if (!code.custom.equals(BUILTIN)) {
            written.setCustomCode(code.custom);
        }
        return written;
    }
}
