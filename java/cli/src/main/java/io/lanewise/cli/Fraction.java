// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 0.5}, {@code 1e-3} or {@code 1/255}. */
final class Fraction implements ITypeConverter<Double> {

    Fraction() {}

    @Override
    public Double convert(String text) {
        try {
            int slash = text.indexOf('/');
            return slash < 0
                    ? Double.parseDouble(text)
                    : Double.parseDouble(text.substring(0, slash)) / Double.parseDouble(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number such as 0.5 or 1/255");
        }
    }
}
