// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Tensor;
import java.util.function.Consumer;

/**
 * The tensors of a convolution, depthwise convolution or dense layer, from which its instruction's parameters are
 * worked out.
 *
 * @param bias null where there is none
 * @param channelAxis dimension of the weights along which the output channels lie: the first or the last
 * @param activation the clamp of the sums
 * @param warnings takes what is said of a layer that is computed as TFLite does, though hardly meant so
 */
public record Layer(
        Tensor input,
        Tensor weights,
        Tensor bias,
        Tensor output,
        int channelAxis,
        Activation activation,
        Consumer<String> warnings) {

    /** Number of output channels. */
    int channels() {
        return weights.shape().dim(channelAxis);
    }

    /** Whether output channels are the innermost dimension of the weights. */
    boolean channelsAreInnermost() {
        return channelAxis == weights.shape().rank() - 1;
    }
}
