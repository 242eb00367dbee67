// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import ai.djl.nn.Block;

/** A step of the network before pooling: DJL trains its {@link #block}, the exporter reads its weights. */
sealed interface Stage permits Convolution, Residual {

    /** The trainable form; the same object at every call. Activations are NCHW. */
    Block block();
}
