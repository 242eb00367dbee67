// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import java.util.List;

/**
 * Another calibration method, from the same statistics.
 *
 * @param method the method
 */
public record MethodRemedy(CalibrationMethod method) implements Remedy {

    /** Every other method that needs nothing but the statistics of any calibration. */
    public static List<Remedy> allBut(CalibrationMethod used) {
        return List.of("min-max", "percentile", "kl", "mse", "analytic").stream().map(CalibrationMethod::parse)
                .filter(method -> !method.equals(used)).<Remedy>map(MethodRemedy::new).toList();
    }

    @Override
    public String name() {
        return "--method " + method;
    }

    @Override
    public void apply(Quantizer quantizer) {
        quantizer.method(method);
    }
}
