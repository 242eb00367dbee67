// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.custom.CustomOperator;
import io.lanewise.detection.DetectionPostProcess;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The custom operators that there are: this project's, then those of the application. */
final class CustomOperators {

    private CustomOperators() {}

    /** The operator of a name. */
    static Optional<CustomOperator> find(String name) {
        Stream<CustomOperator> own = Stream.of(new DetectionPostProcess());
        Stream<CustomOperator> others =
                ServiceLoader.load(CustomOperator.class).stream().map(ServiceLoader.Provider::get);
        return Stream.concat(own, others)
                .filter(operator -> operator.name().equals(name))
                .findFirst();
    }
}
