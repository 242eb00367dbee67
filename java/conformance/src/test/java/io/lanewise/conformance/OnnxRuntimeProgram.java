// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** ONNX Runtime as a program for {@link OracleProcess}: one record for each model, nodes run as they are written. */
public final class OnnxRuntimeProgram {

    private OnnxRuntimeProgram() {}

    /** The command that starts it, by this JVM and its class path. */
    public static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // It needs more than the usual megabyte on some machines, and ends with a segmentation fault.
                "-Xss4m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OnnxRuntimeProgram.class.getName());
    }

    /** Answers until its input ends. */
    public static void main(String[] none) throws IOException {
        DataInputStream requests = new DataInputStream(System.in);
        DataOutputStream answers = new DataOutputStream(new BufferedOutputStream(System.out));
        while (true) {
            byte[] model;
            try {
                model = frame(requests);
            } catch (EOFException e) {
                return;
            }
            byte[] record = frame(requests);
            try (OnnxRuntime runtime = new OnnxRuntime(model, OptLevel.NO_OPT)) {
                List<ByteBuffer> outputs = runtime.run(runtime.split(record));
                answers.writeInt(Integer.reverseBytes(1));
                answers.writeInt(Integer.reverseBytes(
                        outputs.stream().mapToInt(ByteBuffer::remaining).sum()));
                for (ByteBuffer output : outputs) {
                    byte[] bytes = new byte[output.remaining()];
                    output.get(bytes);
                    answers.write(bytes);
                }
            } catch (AssertionError e) {
                byte[] words = e.getMessage().getBytes(StandardCharsets.UTF_8);
                answers.writeInt(0);
                answers.writeInt(Integer.reverseBytes(words.length));
                answers.write(words);
            }
            answers.flush();
        }
    }

    private static byte[] frame(DataInputStream requests) throws IOException {
        byte[] bytes = new byte[Integer.reverseBytes(requests.readInt())];
        requests.readFully(bytes);
        return bytes;
    }
}
