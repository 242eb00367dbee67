// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.custom.Custom;
import io.lanewise.tflite.schema.OperatorT;
import java.nio.ByteBuffer;

/** Operators that are none of TFLite's own, with their options as they were read. */
record CustomWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(Custom.class, this::custom);
    }

    private OperatorT custom(Custom operator) {
        OperatorT written = new OperatorT();
        written.setOpcodeIndex(encoding.codes().custom(operator.kind()));
        written.setInputs(operator.inputs().stream().mapToInt(i -> i).toArray());
        written.setOutputs(operator.outputs().stream().mapToInt(i -> i).toArray());
        ByteBuffer options = operator.options();
        int[] bytes = new int[options.remaining()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = options.get(i) & 0xff;
        }
        written.setCustomOptions(bytes);
        return written;
    }
}
