// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

/** Order of the colour channels that a model was trained with; samples are stored red first. */
public enum ChannelOrder {
    /** Channels as stored. */
    RGB,
    /** Red and blue change places. Mean and standard deviation are given in this order too. */
    BGR
}
