// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * TensorFlow Lite's reference kernels in a process of their own: {@code src/oracle/tflite_oracle.cpp}, which the build
 * compiles on linux-x86_64 and names in the property {@code lanewise.oracle}. Not thread-safe.
 */
final class TfliteOracle implements AutoCloseable {
    private final Process process;
    private final OutputStream requests;
    private final DataInputStream answers;

    /** Starts the process. */
    TfliteOracle() {
        try {
            process = new ProcessBuilder(System.getProperty("lanewise.oracle"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requests = process.getOutputStream();
        answers = new DataInputStream(process.getInputStream());
    }

    /**
     * Runs a model on records, each the bytes of all its inputs in order.
     *
     * @return the bytes of all outputs in order, record by record
     * @throws OracleException if TFLite refuses the model or dies of it
     */
    byte[] run(ByteBuffer model, byte[] records) {
        try {
            send(model);
            send(ByteBuffer.wrap(records));
            requests.flush();
            boolean good = size() == 1;
            byte[] answer = new byte[size()];
            answers.readFully(answer);
            if (!good) {
                throw new OracleException("TFLite refuses the model: " + new String(answer, StandardCharsets.UTF_8));
            }
            return answer;
        } catch (IOException e) {
            throw new OracleException("TFLite ended over the model: " + e);
        }
    }

    private void send(ByteBuffer bytes) throws IOException {
        WritableByteChannel channel = Channels.newChannel(requests);
        channel.write(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, bytes.remaining()));
        channel.write(bytes.duplicate());
    }

    private int size() throws IOException {
        return Integer.reverseBytes(answers.readInt());
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** TFLite's own words about a model. */
    static final class OracleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OracleException(String message) {
            super(message);
        }
    }
}
