// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.matmul.FullyConnected;

/**
 * How the weights of convolutions and dense layers are stored.
 *
 * @param type their integers
 * @param granularity what has a scale of its own
 * @param blockSize if not 0, weights whose last dimension is their input channels have a scale for each block of so
 *         many instead
 */
public record WeightScheme(Type type, Granularity granularity, int blockSize) {

    /** The integers that stand for weights. */
    public enum Type {
        /** -127 to 127. */
        INT8(127),
        /** -7 to 7, two in a byte. */
        INT4(7),
        /** Indices of 16 reals, two in a byte. */
        CODEBOOK_16(0),
        /** Indices of 256 reals. */
        CODEBOOK_256(0);

        private final int maximum;

        Type(int maximum) {
            this.maximum = maximum;
        }

        /** {@return whether weights are indices of reals found among them} */
        public boolean isCodebook() {
            return maximum == 0;
        }

        /** {@return largest magnitude of integers that have a scale; 0 of a codebook's indices} */
        public int maximum() {
            return maximum;
        }
    }

    /** What has a scale of its own. */
    public enum Granularity {
        /**
         * Each output channel: what TFLite's converter writes since 2.17, and older runtimes may not run in dense
         * layers.
         */
        PER_CHANNEL,
        /** Each output channel of a convolution, a dense layer as a whole: what every TFLite release runs. */
        DENSE_PER_TENSOR,
        /** The whole tensor. */
        PER_TENSOR;

        /** Whether each output channel of an operator's weights has its scale. */
        boolean isPerChannel(WeightedOperator operator) {
            return this == PER_CHANNEL || this == DENSE_PER_TENSOR && !(operator instanceof FullyConnected);
        }
    }

    /**
     * A scheme without blocks.
     *
     * @param type what the weights become
     * @param granularity how many scales they have
     */
    public WeightScheme(Type type, Granularity granularity) {
        this(type, granularity, 0);
    }

    /** int8, a scale for each output channel. */
    public static final WeightScheme DEFAULT = new WeightScheme(Type.INT8, Granularity.PER_CHANNEL);
}
