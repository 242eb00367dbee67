// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.SessionTensor;
import io.lanewise.quantizer.data.Elements;
import io.lanewise.tensor.DataType;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One line for each output: number of the sample, values.
 *
 * @param asStored whether int8 values are printed as they are, not as the real values they stand for
 * @param named whether the output's name comes before its values
 * @param valueNames a name for each value, which comes before it; empty for none
 */
record TextOutput(PrintWriter out, boolean asStored, boolean named, List<String> valueNames) implements OutputSink {

    @Override
    public void accept(int sample, SessionTensor output) {
        StringBuilder line = new StringBuilder().append(sample);
        if (named) {
            line.append(" \"").append(output.tensor().name()).append('"');
        }
        if (asStored && output.tensor().type() != DataType.FLOAT32) {
            ByteBuffer bytes = ByteBuffer.wrap(output.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < output.tensor().shape().elements(); i++) {
                append(line, i).append((long) Elements.get(output.tensor().type(), bytes, i));
            }
        } else {
            float[] values = output.floats();
            for (int i = 0; i < values.length; i++) {
                append(line, i).append(values[i]);
            }
        }
        out.println(line);
    }

    /** What comes before a value. */
    private StringBuilder append(StringBuilder line, int value) {
        return valueNames.isEmpty()
                ? line.append(' ')
                : line.append(" \"").append(valueNames.get(value)).append("\" ");
    }
}
