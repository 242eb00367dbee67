// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a command writes: found out before the work begins, not after. */
final class OutputFolder {

    private OutputFolder() {}

    static void require(Path output) throws IOException {
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(output + ": its folder does not exist; make it first");
        }
        if (!Files.isWritable(folder) || Files.isDirectory(output)) {
            throw new IOException(output + ": cannot be written");
        }
    }
}
