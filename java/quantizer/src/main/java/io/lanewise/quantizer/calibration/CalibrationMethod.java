// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides from an activation's statistics which range of values is spread over the integers' grid; values outside are
 * clipped. Every method works on the same statistics: one pass over the samples serves all.
 */
public sealed interface CalibrationMethod
        permits MinMax, MovingAverage, Percentile, Entropy, MeanSquaredError, Analytic {

    /**
     * {@return the range to spread over the grid} It lies within the values' own range; 0 need not lie in it.
     *
     * @param statistics of one activation
     * @param grid the integers that are to stand for it
     * @throws IllegalStateException if the statistics do not hold what this method needs
     */
    Range range(TensorStatistics statistics, IntegerGrid grid);

    /** {@return what a calibration must keep for this method beyond what it always keeps} */
    RequiredStatistics required();

    /** As {@link #parse} reads it, for example {@code percentile:99.99}. */
    @Override
    String toString();

    /** {@return every method with its usual parameter} */
    static List<CalibrationMethod> all() {
        return Arrays.stream(MethodName.values()).map(MethodName::standard).toList();
    }

    /** {@return how each method is written, such as {@code percentile[:PERCENT]}} */
    static List<String> usages() {
        return Arrays.stream(MethodName.values()).map(MethodName::usage).toList();
    }

    /**
     * Reads a method by name, with its parameter after a colon where it has one and is not to have the default:
     * {@code min-max}, {@code moving-average:0.01}, {@code percentile:99.999}, {@code kl}, {@code mse}, {@code
     * analytic}, {@code analytic:gaussian} or {@code analytic:laplace}. {@code entropy} is another name for {@code kl}.
     *
     * @param text a name, in lower case, with or without a parameter
     * @return the method, with its usual parameter unless another is given
     * @throws IllegalArgumentException if there is no such method or the parameter is out of range
     */
    static CalibrationMethod parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        MethodName name = Arrays.stream(MethodName.values())
                .filter(known -> known.toString().equals(word.equals("entropy") ? "kl" : word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown calibration method '" + text + "'; known are " + known()));
        return colon < 0
                ? name.standard()
                : name.with(text.substring(colon + 1))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "calibration method '" + text + "': " + name + " has no parameter"));
    }

    private static String known() {
        return Arrays.stream(MethodName.values())
                .map(MethodName::toString)
                .collect(Collectors.joining(", "))
                .replaceFirst(", ([^,]*)$", " and $1");
    }
}
