// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.SessionTensor;
import io.lanewise.quantizer.data.Elements;
import io.lanewise.tensor.DataType;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One line for each output: number of the sample, values.
 *
 * @param asStored whether int8 values are printed as they are, not as the real values they stand for
 * @param named whether the output's name comes before its values
 */
record TextOutput(PrintWriter out, boolean asStored, boolean named) implements OutputSink {

    @Override
    public void accept(int sample, SessionTensor output) {
        StringBuilder line = new StringBuilder().append(sample);
        if (named) {
            line.append(" \"").append(output.tensor().name()).append('"');
        }
        if (asStored && output.tensor().type() != DataType.FLOAT32) {
            ByteBuffer bytes = ByteBuffer.wrap(output.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < output.tensor().shape().elements(); i++) {
                line.append(' ').append((long) Elements.get(output.tensor().type(), bytes, i));
            }
        } else {
            for (float value : output.floats()) {
                line.append(' ').append(value);
            }
        }
        out.println(line);
    }
}
