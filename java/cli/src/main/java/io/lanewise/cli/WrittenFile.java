// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/**
 * A file that a command writes. Options for files that it reads are plain {@link Path}s: by the type
 * {@link OutputCheck} tells them apart. Each option names the converter of what it writes.
 *
 * @param endings what its name may end in, as it says what is in it
 */
record WrittenFile(Path path, List<String> endings) {
    /** Where {@code /dev/stdout} leads. */
    static final Path STANDARD_OUTPUT =
            Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd", "1");

    /** The file's size for a table; nothing where what was written is gone. */
    String size() throws IOException {
        return Files.isRegularFile(path) ? Figures.bytes(Files.size(path)) : "";
    }

    /** Whether its name says what is in it; devices, pipes and what is open already have the names that they have. */
    boolean isNamedByContent() {
        String name = path.toString().toLowerCase(Locale.ROOT);
        Path absolute = path.toAbsolutePath();
        boolean given = absolute.startsWith("/dev")
                || absolute.startsWith("/proc")
                || Files.exists(path) && !Files.isRegularFile(path);
        return given || endings.stream().anyMatch(name::endsWith);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** Reads the name of a model. */
    static final class OfModel implements ITypeConverter<WrittenFile> {
        @Override
        public WrittenFile convert(String text) {
            return new WrittenFile(Path.of(text), ModelFiles.ENDINGS);
        }
    }

    /** Reads the name of a page. */
    static final class OfPage implements ITypeConverter<WrittenFile> {
        @Override
        public WrittenFile convert(String text) {
            return new WrittenFile(Path.of(text), List.of(".html", ".htm"));
        }
    }

    /** Reads the name of a file of JSON. */
    static final class OfJson implements ITypeConverter<WrittenFile> {
        @Override
        public WrittenFile convert(String text) {
            return new WrittenFile(Path.of(text), List.of(".json"));
        }
    }

    /** Reads the name of an array. */
    static final class OfArray implements ITypeConverter<WrittenFile> {
        @Override
        public WrittenFile convert(String text) {
            return new WrittenFile(Path.of(text), List.of(".npy"));
        }
    }
}
