// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Values over whole numbers, as lines, on each of which one number is marked. Of several lines names stand below, in
 * their order.
 *
 * @param title for those who cannot see it
 * @param lines at least one
 * @param marked the number of the values that are marked
 * @param format of figures, for one number
 */
public record LineChart(String title, List<Line> lines, int marked, String format) {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 220;
    private static final int LEFT = 90;
    private static final int MARGIN = 24;
    private static final int NAME_HEIGHT = 18;
    private static final int NAME_LENGTH = 90;
    private static final int SAMPLE_WIDTH = 30;
    private static final int HUES = 360;

    /**
     * Values in a row.
     *
     * @param name what they are of
     * @param values from the number 0 on; NaN where there is none
     */
    public record Line(String name, List<Double> values) {

        /**
         * Copies the values.
         *
         * @param name what they are of
         * @param values from the number 0 on; NaN where there is none
         */
        public Line {
            values = List.copyOf(values);
        }
    }

    /**
     * Copies the lines.
     *
     * @param title for those who cannot see it
     * @param lines at least one
     * @param marked the number of the values that are marked
     * @param format of figures, for one number
     */
    public LineChart {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param title for those who cannot see it
     * @param marked the number of a value that is marked
     * @param format of figures, for one number
     * @param values from the number 0 on; NaN where there is none
     */
    public LineChart(String title, int marked, String format, List<Double> values) {
        this(title, List.of(new Line(title, values)), marked, format);
    }

    private DoubleStream finite() {
        return lines.stream()
                .flatMapToDouble(line -> line.values().stream().mapToDouble(Double::doubleValue))
                .filter(Double::isFinite);
    }

    private double x(int number) {
        int count = lines.stream().mapToInt(line -> line.values().size()).max().orElse(0);
        return LEFT + (double) number * (WIDTH - LEFT - MARGIN) / Math.max(1, count - 1);
    }

    /** The picture, in the colours of the page's style. */
    String svg() {
        double low = finite().min().orElse(0);
        double high = finite().max().orElse(1);
        double unit = (HEIGHT - 2 * MARGIN) / (high > low ? high - low : 1);
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            drawn.append(drawn(i, low, unit));
        }
        for (int i = 0; i < lines.size() && lines.size() > 1; i++) {
            drawn.append(named(i));
        }
        return String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                        WIDTH,
                        HEIGHT + (lines.size() > 1 ? lines.size() * NAME_HEIGHT : 0),
                        Html.escape(title))
                + axis(high, MARGIN)
                + axis(low, HEIGHT - MARGIN)
                + drawn + "</svg>\n";
    }

    private String drawn(int number, double low, double unit) {
        Line line = lines.get(number);
        StringBuilder points = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < line.values().size(); i++) {
            double value = line.values().get(i);
            if (Double.isFinite(value)) {
                double y = HEIGHT - MARGIN - (value - low) * unit;
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y));
                marks.append(String.format(
                        Locale.ROOT,
                        "<circle class=\"%s\"%s cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"><title>%s%d: %s</title></circle>%n",
                        i == marked ? "worse" : "bar",
                        colour("fill", number),
                        x(i),
                        y,
                        i == marked ? 6 : 3,
                        lines.size() > 1 ? Html.escape(line.name()) + ", " : "",
                        i,
                        figure(value)));
            }
        }
        return "<polyline class=\"curve\"" + colour("stroke", number) + " points=\""
                + points.toString().strip() + "\"/>\n" + marks;
    }

    /** A line of a colour, and its name. */
    private String named(int number) {
        int y = HEIGHT + number * NAME_HEIGHT;
        return String.format(
                Locale.ROOT,
                "<polyline class=\"curve\"%s points=\"%d,%d %d,%d\"/><text x=\"%d\" y=\"%d\">%s</text>%n",
                colour("stroke", number),
                LEFT,
                y,
                LEFT + SAMPLE_WIDTH,
                y,
                LEFT + SAMPLE_WIDTH + 8,
                y + 4,
                Html.escape(Html.shortened(lines.get(number).name(), NAME_LENGTH)));
    }

    /** Hues as far apart as they can be; of one line the style's colour. */
    private String colour(String what, int number) {
        return lines.size() == 1
                ? ""
                : String.format(Locale.ROOT, " style=\"%s: hsl(%d, 65%%, 50%%)\"", what, number * HUES / lines.size());
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
