// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command writes. Options for files that it reads are plain {@link Path}s: by the type {@link OutputCheck} tells
 * them apart.
 */
record WrittenFile(Path path) {
    /** Where {@code /dev/stdout} leads. */
    static final Path STANDARD_OUTPUT = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd", "1");

    /** The file's size for a table; nothing where what was written is gone. */
    String size() throws IOException {
        return Files.isRegularFile(path) ? Figures.bytes(Files.size(path)) : "";
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
