// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A progress bar stays within its line. */
class ProgressTest {

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 300})
    void theBarIsNoWiderThanTheTerminal(int columns) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (Progress progress =
                Progress.of("calibrate", 2, new PrintStream(shown, true, StandardCharsets.UTF_8), columns)) {
            progress.run();
            progress.run();
        }
        int widest = shown.toString(StandardCharsets.UTF_8)
                .lines()
                .flatMap(line -> line.lines())
                .mapToInt(line -> line.strip().length())
                .max()
                .orElse(0);
        assertTrue(widest > 20 && widest < columns && widest <= 100, widest + " of " + columns);
    }

    @Test
    void theTerminalSaysHowWideItIs() {
        assertEquals(132, Terminal.columns("24 132\n"));
        assertEquals(Terminal.USUAL_WIDTH, Terminal.columns("0 0\n"));
        assertEquals(Terminal.USUAL_WIDTH, Terminal.columns(""));
    }
}
