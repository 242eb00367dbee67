// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every calibration method by its name, in the order in which they are listed. */
enum MethodName {
    MIN_MAX("min-max", MinMax::new),
    MOVING_AVERAGE(
            "moving-average",
            MovingAverage::new,
            "[:CONSTANT]",
            text -> new MovingAverage(number("moving-average", text))),
    PERCENTILE("percentile", Percentile::new, "[:PERCENT]", text -> new Percentile(number("percentile", text))),
    KL("kl", Entropy::new),
    MSE("mse", MeanSquaredError::new),
    ANALYTIC(
            "analytic", Analytic::new, "[:gaussian|:laplace]", text -> new Analytic(Analytic.Distribution.parse(text)));

    private final String word;
    private final Supplier<CalibrationMethod> standard;
    private final String parameters;
    private final Function<String, CalibrationMethod> parameterized;

    MethodName(String word, Supplier<CalibrationMethod> standard) {
        this(word, standard, "", null);
    }

    MethodName(
            String word,
            Supplier<CalibrationMethod> standard,
            String parameters,
            Function<String, CalibrationMethod> parameterized) {
        this.word = word;
        this.standard = standard;
        this.parameters = parameters;
        this.parameterized = parameterized;
    }

    /** The method with its usual parameter, if it has one. */
    CalibrationMethod standard() {
        return standard.get();
    }

    /** The method with a parameter; empty if it has none. */
    Optional<CalibrationMethod> with(String parameter) {
        return Optional.ofNullable(parameterized).map(maker -> maker.apply(parameter));
    }

    /** For example {@code percentile[:PERCENT]}. */
    String usage() {
        return word + parameters;
    }

    /** As users write it. */
    @Override
    public String toString() {
        return word;
    }

    private static double number(String word, String parameter) {
        try {
            return Double.parseDouble(parameter);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "calibration method '" + word + ':' + parameter + "': '" + parameter + "' is not a number", e);
        }
    }
}
