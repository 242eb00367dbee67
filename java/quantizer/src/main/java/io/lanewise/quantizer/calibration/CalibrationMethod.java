// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

/**
 * Decides from an activation's statistics which range of values is worth the integers' steps; values outside are clipped.
 * Every method works on the same statistics: one pass over the samples serves all.
 */
public sealed interface CalibrationMethod permits MinMax, MovingAverage, Percentile, Entropy, MeanSquaredError, Analytic {

    /**
     * The range to spread over the grid. It lies within the values' own range; 0 need not lie in it.
     *
     * @throws IllegalStateException if the statistics do not hold what this method needs
     */
    Range range(TensorStatistics statistics, IntegerGrid grid);

    /** As {@link #parse} reads it, for example {@code percentile:99.99}. */
    @Override
    String toString();

    /**
     * Reads a method by name, with its parameter after a colon where it has one and is not to have the default:
     * {@code min-max}, {@code moving-average:0.01}, {@code percentile:99.999}, {@code kl}, {@code mse}, {@code analytic},
     * {@code analytic:gaussian} or {@code analytic:laplace}. {@code entropy} is another name for {@code kl}.
     *
     * @throws IllegalArgumentException if there is no such method or the parameter is out of range
     */
    static CalibrationMethod parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String parameter = colon < 0 ? "" : text.substring(colon + 1);
        return switch (name) {
            case "min-max" -> without(parameter, new MinMax(), text);
            case "moving-average" -> colon < 0 ? new MovingAverage() : new MovingAverage(number(parameter, text));
            case "percentile" -> colon < 0 ? new Percentile() : new Percentile(number(parameter, text));
            case "kl", "entropy" -> without(parameter, new Entropy(), text);
            case "mse" -> without(parameter, new MeanSquaredError(), text);
            case "analytic" -> colon < 0 ? new Analytic() : new Analytic(Analytic.Distribution.parse(parameter));
            default -> throw new IllegalArgumentException("unknown calibration method '" + text
                    + "'; known are min-max, moving-average, percentile, kl, mse and analytic");
        };
    }

    private static CalibrationMethod without(String parameter, CalibrationMethod method, String text) {
        if (!parameter.isEmpty()) {
            throw new IllegalArgumentException("calibration method '" + text + "': " + method + " has no parameter");
        }
        return method;
    }

    private static double number(String parameter, String text) {
        try {
            return Double.parseDouble(parameter);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("calibration method '" + text + "': '" + parameter + "' is not a number", e);
        }
    }
}
