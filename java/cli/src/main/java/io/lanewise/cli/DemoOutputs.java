// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The outputs of a model on the test images, by {@code lanewise run}, in this JVM or in another. */
final class DemoOutputs {
    private static final int CHECKSUM_BYTES = 8;

    private final DemoFiles files;
    private final Path model;
    private final Path output;

    /** Outputs of {@code model}, written beside it. */
    DemoOutputs(DemoFiles files, Path model) {
        this.files = files;
        this.model = model;
        this.output = model.resolveSibling("outputs.npy");
    }

    /** A checksum of what a backend of this JVM gives. */
    String checksum(Backend backend) throws IOException {
        String[] arguments = arguments(backend).toArray(String[]::new);
        int status = Lanewise.commandLine().execute(arguments);
        return checksum(status, backend.toString());
    }

    /** A checksum of what the native backend in another JVM gives. */
    String checksum(String name, Path java) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(java.toString(), "-cp", System.getProperty("java.class.path"), Lanewise.class.getName()));
        command.addAll(arguments(Backend.NATIVE));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            return checksum(process.waitFor(), name);
        } catch (InterruptedException e) {
            process.destroy();
            throw new IOException("interrupted while " + name + " ran", e);
        }
    }

    private List<String> arguments(Backend backend) throws IOException {
        Files.deleteIfExists(output);
        return List.of(
                "run",
                model.toString(),
                "--samples",
                files.testImages().toString(),
                "--limit",
                Integer.toString(files.test().count()),
                "--scale",
                "1/255",
                "--as-stored",
                "--backend",
                backend.toString(),
                "--output",
                output.toString());
    }

    private String checksum(int status, String name) throws IOException {
        if (status != 0) {
            throw new IOException(name + ": lanewise run ended with status " + status);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(output));
            return HexFormat.of().formatHex(digest, 0, CHECKSUM_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
