// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of text, as wide as their widest cell, two spaces apart. */
final class TextTable {
    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    /** A table with these column heads; a head that begins with {@code >} is of a column aligned to the right. */
    TextTable(String... heads) {
        right = new boolean[heads.length];
        String[] row = new String[heads.length];
        for (int i = 0; i < heads.length; i++) {
            right[i] = heads[i].startsWith(">");
            row[i] = right[i] ? heads[i].substring(1) : heads[i];
        }
        rows.add(row);
    }

    /** Adds a row: one cell for each column. */
    TextTable row(Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + right.length + " columns");
        }
        String[] row = new String[cells.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = String.valueOf(cells[i]);
        }
        rows.add(row);
        return this;
    }

    /** Prints heads, a rule and the rows. */
    void print(PrintWriter out) {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = rows.get(r)[i];
                String fill = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 ? "" : "  ").append(right[i] ? fill : cell).append(right[i] ? cell : fill);
            }
            out.println(line.toString().stripTrailing());
            if (r == 0) {
                out.println(String.join(
                        "  ", Arrays.stream(widths).mapToObj("-"::repeat).toList()));
            }
        }
    }
}
