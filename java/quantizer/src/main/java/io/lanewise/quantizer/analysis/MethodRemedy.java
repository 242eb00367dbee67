// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.RequiredStatistics;
import java.util.List;

/**
 * Another calibration method, from the same statistics.
 *
 * @param method the method
 */
public record MethodRemedy(CalibrationMethod method) implements Remedy {

    /**
     * {@return every other method that needs nothing but the statistics of any calibration}
     *
     * @param used the method that is not to be among them
     */
    public static List<Remedy> allBut(CalibrationMethod used) {
        return CalibrationMethod.all().stream()
                .filter(method -> method.required().equals(RequiredStatistics.NONE) && !method.equals(used))
                .<Remedy>map(MethodRemedy::new)
                .toList();
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
