// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

/** Something that is done to a model so that its quantized form costs less. */
@FunctionalInterface
public interface Repair {

    /** {@return the option of {@code lanewise quantize} that asks for it, such as {@code --equalize}} */
    String option();
}
