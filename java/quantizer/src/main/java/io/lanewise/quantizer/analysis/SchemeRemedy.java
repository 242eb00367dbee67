// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.Scheme;

/**
 * Another scheme, for the whole model or for a few layers.
 *
 * @param name what reports call it
 * @param scheme the whole scheme, with what changes
 */
public record SchemeRemedy(String name, Scheme scheme) implements Remedy {

    @Override
    public void apply(Quantizer quantizer) {
        quantizer.scheme(scheme);
    }
}
