// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known of the terminal. */
final class Terminal {
    /** Columns that tables and progress bars stay within. */
    static final int WIDTH = 100;

    private Terminal() {}

    /** Whether someone sees stderr; Java only tells for stdin and stdout together. */
    static boolean showsStderr() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
