// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many of something: 1 or more. */
final class Count implements ITypeConverter<Integer> {

    Count() {}

    @Override
    public Integer convert(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new TypeConversionException("'" + text + "' is not a whole number of at least 1");
    }
}
