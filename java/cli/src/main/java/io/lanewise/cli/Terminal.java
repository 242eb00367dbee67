// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of the terminal. */
final class Terminal {
    /** Columns of a terminal that does not say how many it has. */
    static final int USUAL_WIDTH = 80;

    private static final String STDERR = "/proc/self/fd/2";
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ ([1-9]\\d{0,3})\\s*");

    private Terminal() {}

    /** Whether someone sees stderr; Java only tells for stdin and stdout together. */
    static boolean showsStderr() {
        try {
            String target = Files.readSymbolicLink(Path.of(STDERR)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Columns of the terminal that stderr goes to, which {@code stty} asks for. */
    static int width() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File(STDERR).getCanonicalFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return columns(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException | RuntimeException e) {
            return USUAL_WIDTH;
        }
    }

    /** The columns in {@code stty}'s answer, {@code 24 80}; 0 where the terminal does not know. */
    static int columns(String size) {
        Matcher matcher = ROWS_AND_COLUMNS.matcher(size);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL_WIDTH;
    }
}
