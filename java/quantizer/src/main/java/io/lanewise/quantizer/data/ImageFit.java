// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

/** How an image of another size becomes one of the size that a model takes. */
public enum ImageFit {
    /** Not at all: an image of another size is an error. */
    NONE,
    /** The whole image is resized; its aspect ratio changes. */
    STRETCH,
    /** The largest centred part of the wanted aspect ratio is resized. */
    CROP
}
