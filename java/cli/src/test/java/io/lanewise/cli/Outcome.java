// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** What a command line did, run in this process. */
record Outcome(int exitCode, String out, String err) {

    /** Runs {@code lanewise} with these arguments; paths and numbers may stand among them. */
    static Outcome of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Lanewise.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode =
                command.execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** The lines of stdout, after checking that all went well. */
    List<String> lines() {
        assertEquals("", err);
        assertEquals(0, exitCode);
        // Printed by the text's own line breaks, not line by line.
        assertFalse(out.contains("\\u000a"), out);
        return out.lines().toList();
    }

    /** Checks that the command failed with one line on stderr and nothing else. */
    void assertFailed(String line) {
        assertEquals(line, err.strip());
        assertEquals("", out);
        assertEquals(1, exitCode);
    }

    /** Checks that the command line was refused. */
    void assertRefused(String... lines) {
        assertEquals(String.join("\n", lines), err.strip());
        assertEquals("", out);
        assertEquals(2, exitCode);
    }
}
