// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Warnings as one line: level, message, stack trace if any. */
final class LogLine extends Formatter {

    @Override
    public String format(LogRecord event) {
        StringWriter text = new StringWriter();
        PrintWriter out = PlainWriter.of(new PrintWriter(text));
        out.println(event.getLevel() + ": " + formatMessage(event));
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(out);
        }
        return text.toString();
    }
}
