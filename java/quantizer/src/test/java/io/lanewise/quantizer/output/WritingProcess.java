// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Another process that writes {@code new} to a file: at once, or begins to and waits to be killed. */
final class WritingProcess {
    private static final String BEGUN = "begun";

    private WritingProcess() {}

    public static void main(String[] args) throws IOException {
        OutputFile.write(Path.of(args[0]), out -> {
            out.write("new".getBytes(StandardCharsets.UTF_8));
            if (args.length > 1) {
                System.out.println(BEGUN);
                out.flush();
                // Not a read from the parent: killing a process closes its input first.
                LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
                throw new IOException("was not killed");
            }
        });
    }

    /** One that has written all, with its standard output appended to a file. */
    static void writeWith(Path target, File standardOutput) throws IOException, InterruptedException {
        int status = builder(target.toString())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(standardOutput))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("status " + status);
        }
    }

    /** One whose temporary file has its content, and that waits. */
    static Process begun(Path target) throws IOException {
        Process process = builder(target.toString(), "wait").start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!BEGUN.equals(lines.readLine())) {
            throw new IOException("the writing process ended early");
        }
        return process;
    }

    private static ProcessBuilder builder(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName());
        builder.command().addAll(List.of(arguments));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
