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
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs models, in a process of its own, by the protocol of {@code src/oracle/tflite_oracle.cpp}. A model
 * that it dies of, or takes too long for, costs this process alone: the next question starts another. Not thread-safe.
 */
public final class OracleProcess implements AutoCloseable {
    private static final int SECONDS = 20;
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "oracle clock");
        thread.setDaemon(true);
        return thread;
    });

    private final List<String> command;
    private Process process;
    private OutputStream requests;
    private DataInputStream answers;

    /** What came of a model. */
    public enum Status {
        /** It ran. */
        RAN,
        /** It was refused. */
        REFUSED,
        /** The program ended over it, or was ended after 20 seconds. */
        DIED
    }

    /**
     * An answer.
     *
     * @param bytes all outputs in order, record by record; the program's own words if it refused
     */
    public record Answer(Status status, byte[] bytes) {

        /** The program's words, for messages. */
        public String words() {
            return status == Status.RAN ? bytes.length + " bytes" : new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The process starts with the first question. */
    public OracleProcess(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** Runs a model on records, each the bytes of all its inputs in order. */
    public Answer ask(ByteBuffer model, byte[] records) {
        if (process == null) {
            start();
        }
        ScheduledFuture<?> end = CLOCK.schedule(process::destroyForcibly, SECONDS, TimeUnit.SECONDS);
        try {
            send(model);
            send(ByteBuffer.wrap(records));
            requests.flush();
            boolean good = size() == 1;
            byte[] answer = new byte[size()];
            answers.readFully(answer);
            return new Answer(good ? Status.RAN : Status.REFUSED, answer);
        } catch (IOException e) {
            close();
            return new Answer(Status.DIED, ("ended over the model: " + e).getBytes(StandardCharsets.UTF_8));
        } finally {
            end.cancel(false);
        }
    }

    private void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requests = process.getOutputStream();
        answers = new DataInputStream(process.getInputStream());
    }

    private void send(ByteBuffer bytes) throws IOException {
        WritableByteChannel channel = Channels.newChannel(requests);
        channel.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, bytes.remaining()));
        channel.write(bytes.duplicate());
    }

    private int size() throws IOException {
        return Integer.reverseBytes(answers.readInt());
    }

    /** Ends the process. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }
}
