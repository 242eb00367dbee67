// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.WindowGeometry;

/**
 * Gathers the input cells of one output cell and one group, [kernel height, kernel width, group channels], into one
 * run: a column of im2col. Arrays are byte[], short[] or float[]; {@code padding} is one cell of the values outside the
 * image.
 */
public record Patches(WindowGeometry window, Object padding) {

    /** Elements of a run. */
    public int depth() {
        return window.kernelHeight() * window.kernelWidth() * window.groupInputChannels();
    }

    /** Gathers into {@code patch}; {@code input} holds the images, NHWC, from element {@code at} on. */
    public void gather(Object input, int at, int batch, int outputRow, int outputColumn, int group, Object patch) {
        int channels = window.groupInputChannels();
        int to = 0;
        for (int i = 0; i < window.kernelHeight(); i++) {
            int row = outputRow * window.strideHeight() - window.paddingTop() + i * window.dilationHeight();
            for (int j = 0; j < window.kernelWidth(); j++, to += channels) {
                int column = outputColumn * window.strideWidth() - window.paddingLeft() + j * window.dilationWidth();
                if (row < 0 || row >= window.inputHeight() || column < 0 || column >= window.inputWidth()) {
                    System.arraycopy(padding, 0, patch, to, channels);
                } else {
                    int cell = (batch * window.inputHeight() + row) * window.inputWidth() + column;
                    System.arraycopy(input, at + cell * window.inputChannels() + group * channels, patch, to, channels);
                }
            }
        }
    }
}
