// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.tensor.Tensor;
import java.util.function.IntPredicate;

/** Weights of which some channels are zero. */
final class ZeroedChannels {

    private ZeroedChannels() {}

    /** A float32 constant with zeros at the positions of some groups. */
    static Tensor of(Tensor constant, Channels channels, IntPredicate zero) {
        float[] values = constant.floats();
        int inner = Reshaping.inner(constant.shape(), channels.axis());
        for (int i = 0; i < values.length; i++) {
            if (zero.test(channels.group(i / inner % channels.size()))) {
                values[i] = 0;
            }
        }
        return Tensor.constant(constant.name(), constant.shape(), values);
    }
}
