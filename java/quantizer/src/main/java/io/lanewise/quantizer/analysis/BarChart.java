// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import java.util.List;
import java.util.Locale;

/** Horizontal bars as SVG, one row for each value, names to the left; colours come from the page's style. */
final class BarChart {
    private static final int WIDTH = 900;
    private static final int NAMES = 320;
    private static final int FIGURES = 90;
    private static final int ROW = 20;
    private static final int BAR = 12;
    private static final int NAME_CHARACTERS = 44;

    /**
     * One bar.
     *
     * @param name what it stands for
     * @param value its length; infinite for as long as fits
     * @param figure the value as text
     */
    record Bar(String name, double value, String figure) {}

    private BarChart() {}

    /** The chart; {@code title} is for those who cannot see it. */
    static String svg(String title, List<Bar> bars) {
        double low = Math.min(
                0,
                bars.stream()
                        .mapToDouble(Bar::value)
                        .filter(Double::isFinite)
                        .min()
                        .orElse(0));
        double high = Math.max(
                0,
                bars.stream()
                        .mapToDouble(Bar::value)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0));
        double unit = (WIDTH - NAMES - FIGURES) / (high > low ? high - low : 1);
        double zero = NAMES - low * unit;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH,
                ROW * bars.size() + 4,
                Html.escape(title)));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double value = Math.max(low, Math.min(high, bar.value));
            double left = zero + Math.min(0, value) * unit;
            svg.append(String.format(
                    Locale.ROOT,
                    "<g><title>%s: %s</title><text class=\"name\" x=\"%d\" y=\"%d\">%s</text>"
                            + "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>"
                            + "<text class=\"figure\" x=\"%.1f\" y=\"%d\">%s</text></g>%n",
                    Html.escape(bar.name),
                    Html.escape(bar.figure),
                    NAMES - 8,
                    i * ROW + 14,
                    Html.escape(Html.shortened(bar.name, NAME_CHARACTERS)),
                    value < 0 ? "worse" : "bar",
                    left,
                    i * ROW + 4,
                    Math.max(1, Math.abs(value) * unit),
                    BAR,
                    Math.max(zero, zero + value * unit) + 6,
                    i * ROW + 14,
                    Html.escape(bar.figure)));
        }
        return svg.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"0\" y2=\"%2$d\"/>%n</svg>%n",
                        zero,
                        ROW * bars.size() + 4))
                .toString();
    }
}
