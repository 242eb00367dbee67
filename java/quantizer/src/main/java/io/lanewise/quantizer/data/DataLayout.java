// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

/** Order of an image's dimensions in the stored samples. Models take NHWC. */
public enum DataLayout {
    /** Height, width, channels: the channels of a pixel lie together. */
    NHWC,
    /** Channels, height, width: one plane for each channel. */
    NCHW
}
