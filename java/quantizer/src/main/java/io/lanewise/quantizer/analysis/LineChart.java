// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Values over whole numbers, as one line, with the first and the best marked.
 *
 * @param title for those who cannot see it
 * @param values from the number 0 on; NaN where there is none
 * @param marked the number of a value that is marked
 * @param format of figures, for one number
 */
public record LineChart(String title, List<Double> values, int marked, String format) {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 220;
    private static final int LEFT = 90;
    private static final int MARGIN = 24;

    /**
     * Copies the values.
     *
     * @param title for those who cannot see it
     * @param values from the number 0 on; NaN where there is none
     * @param marked the number of a value that is marked
     * @param format of figures, for one number
     */
    public LineChart {
        values = List.copyOf(values);
    }

    private DoubleStream finite() {
        return values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite);
    }

    private double x(int number) {
        return LEFT + (double) number * (WIDTH - LEFT - MARGIN) / Math.max(1, values.size() - 1);
    }

    /** The picture, in the colours of the page's style. */
    String svg() {
        double low = finite().min().orElse(0);
        double high = finite().max().orElse(1);
        double unit = (HEIGHT - 2 * MARGIN) / (high > low ? high - low : 1);
        StringBuilder points = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (Double.isFinite(values.get(i))) {
                double y = HEIGHT - MARGIN - (values.get(i) - low) * unit;
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y));
                marks.append(String.format(
                        Locale.ROOT,
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"><title>%d: %s</title></circle>%n",
                        i == marked ? "worse" : "bar",
                        x(i),
                        y,
                        i == marked ? 6 : 3,
                        i,
                        figure(values.get(i))));
            }
        }
        return String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                        WIDTH,
                        HEIGHT,
                        Html.escape(title))
                + axis(high, MARGIN)
                + axis(low, HEIGHT - MARGIN)
                + "<polyline class=\"curve\" points=\"" + points.toString().strip() + "\"/>\n"
                + marks + "</svg>\n";
    }

    private String axis(double value, int y) {
        return String.format(Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>", LEFT, WIDTH - MARGIN, y, y)
                + String.format(
                        Locale.ROOT,
                        "<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>%n",
                        LEFT - 8,
                        y + 4,
                        figure(value));
    }

    private String figure(double value) {
        return Html.escape(String.format(Locale.ROOT, format, value));
    }
}
