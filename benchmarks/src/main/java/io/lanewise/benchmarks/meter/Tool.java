// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs programs to their end. */
@FunctionalInterface
interface Tool {

    /** Runs a program with a text as its input. */
    Result run(List<String> command, String input) throws IOException;

    /**
     * What a program ends with.
     *
     * @param status its exit status
     * @param output what it wrote
     * @param errors what it wrote to its standard error
     */
    record Result(int status, String output, String errors) {}

    /** Runs it as a process of this machine. */
    static Result process(List<String> command, String input) throws IOException {
        Path folder = Files.createTempDirectory("lanewise-meter");
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        try {
            Files.writeString(in, input);
            Process process;
            try {
                process = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(errors.toFile())
                        .start();
            } catch (IOException e) {
                throw new MeterException(command.get(0) + " does not start: " + e.getMessage());
            }
            return new Result(process.waitFor(), Files.readString(out), Files.readString(errors));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            for (Path file : List.of(in, out, errors, folder)) {
                Files.deleteIfExists(file);
            }
        }
    }
}
