// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.quantizer.calibration.Range;

/**
 * What is known of one tensor of a {@link QuantizedModel}.
 *
 * @param origin index in the float graph of the tensor that it stands for; {@value #NONE} of a bias that a repair added
 * @param scheme how its values are quantized; null of constants that nobody reads as values, such as weights, for which
 *        the scheme of their operator speaks
 * @param range what calibration chose for it; null where it chose nothing
 */
public record QuantizedTensor(int origin, OperatorScheme scheme, Range range) {
    /** The origin of what the float graph does not have. */
    public static final int NONE = -1;

    QuantizedTensor with(OperatorScheme other) {
        return new QuantizedTensor(origin, other, range);
    }
}
