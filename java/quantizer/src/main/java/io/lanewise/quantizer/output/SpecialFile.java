// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A device, a pipe, or a file that a process holds open ({@code /proc/self/fd/1}, where {@code /dev/stdout} leads):
 * stays what it is and gets the bytes.
 *
 * @param path may be a link of {@code /proc}
 */
record SpecialFile(Path path) implements Destination {

    @Override
    public void requireWritable(Path target) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(target + ": cannot be written: it is a folder");
        }
        if (!Files.isWritable(path)) {
            throw new IOException(target + ": cannot be written: no permission");
        }
    }

    @Override
    public TemporaryFile temporary() throws IOException {
        return TemporaryFile.create(
                Path.of(System.getProperty("java.io.tmpdir")),
                "lanewise",
                PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    public void put(TemporaryFile written, Path target) throws IOException {
        try (OutputStream out = new NamedOutput(open(), target)) {
            Files.copy(written.path(), out);
        }
    }

    private OutputStream open() throws IOException {
        Path own = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd");
        if (path.equals(own.resolve("1"))) {
            return shared(FileDescriptor.out);
        }
        if (path.equals(own.resolve("2"))) {
            return shared(FileDescriptor.err);
        }
        // What a regular file holds that a shell has opened with >> stays.
        return Files.newOutputStream(
                path,
                Files.isRegularFile(path)
                        ? new OpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.APPEND}
                        : new OpenOption[] {StandardOpenOption.WRITE});
    }

    /** Opened anew, a file would be written from its start, and what is printed later would go over it. */
    private static OutputStream shared(FileDescriptor descriptor) {
        return new FilterOutputStream(new FileOutputStream(descriptor)) {
            @Override
            public void write(byte[] bytes, int start, int count) throws IOException {
                out.write(bytes, start, count);
            }

            @Override
            public void close() {
                // Not ours.
            }
        };
    }
}
