// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.util.Collection;
import java.util.List;

/**
 * What a calibration must keep of each activation for a method beyond what it always keeps: the exact smallest and
 * largest value, the number of zeros and a histogram.
 *
 * @param averagingConstants of each moving average of the samples' smallest and largest values
 */
public record RequiredStatistics(List<Double> averagingConstants) {
    /** Nothing more. */
    public static final RequiredStatistics NONE = new RequiredStatistics(List.of());

    /**
     * Leaves out what is there twice.
     *
     * @param averagingConstants of each moving average of the samples' smallest and largest values
     */
    public RequiredStatistics {
        averagingConstants = averagingConstants.stream().distinct().toList();
    }

    /**
     * {@return what all of some methods need together}
     *
     * @param methods any number; none need nothing
     */
    public static RequiredStatistics of(Collection<? extends CalibrationMethod> methods) {
        return new RequiredStatistics(methods.stream()
                .flatMap(method -> method.required().averagingConstants().stream())
                .toList());
    }
}
