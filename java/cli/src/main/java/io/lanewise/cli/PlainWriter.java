// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.output.PlainText;
import java.io.PrintWriter;

/**
 * The one way of text to the terminal: each {@code println} is one line, whatever names from files are in it, and nothing
 * moves the cursor. So text that has several lines is printed line by line, not with {@code \n} or {@code %n}.
 */
final class PlainWriter extends PrintWriter {

    private PlainWriter(PrintWriter out) {
        super(out, true);
    }

    static PlainWriter of(PrintWriter out) {
        return out instanceof PlainWriter plain ? plain : new PlainWriter(out);
    }

    /** A line of a stack trace, among others: those are indented by tabs. */
    @Override
    public void println(Object line) {
        println(String.valueOf(line).replaceFirst("^\t+", "    "));
    }

    @Override
    public void write(int character) {
        write(String.valueOf((char) character));
    }

    @Override
    public void write(char[] characters, int start, int count) {
        write(String.valueOf(characters, start, count));
    }

    @Override
    public void write(String text, int start, int count) {
        String plain = PlainText.of(text.substring(start, start + count));
        super.write(plain, 0, plain.length());
    }
}
