// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One HTML page that needs nothing else: no network, no scripts, plots as SVG. */
public final class HtmlPage {
    private final StringBuilder text = new StringBuilder();

    private HtmlPage(String title, String style) {
        text.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width,"
                        + " initial-scale=1\"><link rel=\"icon\" href=\"data:,\"><title>")
                .append(Html.escape(title))
                .append("</title>\n<style>")
                .append(style)
                .append("</style></head>\n<body><main>\n");
    }

    /**
     * {@return a page with nothing on it}
     *
     * @param title of the window
     * @throws IOException if the style cannot be read from the class path
     */
    public static HtmlPage of(String title) throws IOException {
        try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
            return new HtmlPage(title, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * Adds the first line.
     *
     * @param title text
     * @param summary text below it
     */
    public void title(String title, String summary) {
        text.append("<h1>").append(Html.escape(title)).append("</h1>\n<p>");
        text.append(Html.escape(summary)).append("</p>\n");
    }

    /**
     * Begins a section.
     *
     * @param title text
     * @param explanation text below it
     */
    public void heading(String title, String explanation) {
        text.append("<h2>").append(Html.escape(title)).append("</h2>\n<p>");
        text.append(Html.escape(explanation)).append("</p>\n");
    }

    /**
     * Adds a table.
     *
     * @param header names of the columns
     * @param rows as many cells in each
     */
    public void table(List<?> header, List<? extends List<?>> rows) {
        beginTable("wide");
        row("th", header.toArray());
        rows.forEach(row -> row("td", row.toArray()));
        endTable();
    }

    /**
     * Adds lines over the same places.
     *
     * @param chart the lines
     */
    public void plot(LineChart chart) {
        figure(chart.svg());
    }

    void figure(String svg) {
        text.append("<figure>").append(svg).append("</figure>\n");
    }

    void beginTable(String classes) {
        text.append("<div class=\"").append(classes).append("\"><table>\n");
    }

    void row(String tag, Object... cells) {
        text.append("<tr>");
        for (Object cell : cells) {
            text.append('<').append(tag).append('>').append(Html.escape(String.valueOf(cell)));
            text.append("</").append(tag).append('>');
        }
        text.append("</tr>\n");
    }

    void endTable() {
        text.append("</table></div>\n");
    }

    /** Adds markup as it is. */
    HtmlPage append(Object markup) {
        text.append(markup);
        return this;
    }

    /** {@return the whole page} */
    @Override
    public String toString() {
        return text + "</main></body></html>\n";
    }
}
