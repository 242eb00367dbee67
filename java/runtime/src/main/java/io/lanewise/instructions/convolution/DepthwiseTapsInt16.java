// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.WindowGeometry;

/** int8 weights [kernel height, kernel width, output channels] over int16 cells. Taps in the padding are left out. */
record DepthwiseTapsInt16(WindowGeometry window, byte[] weights) {

    /**
     * Adds to {@code sums}, one for each output channel, what the window of an output cell covers of the image {@code
     * at}.
     */
    void accumulate(short[] image, int at, int outputRow, int outputColumn, long[] sums) {
        for (int i = 0; i < window.kernelHeight(); i++) {
            int row = outputRow * window.strideHeight() - window.paddingTop() + i * window.dilationHeight();
            for (int j = 0; j < window.kernelWidth(); j++) {
                int column = outputColumn * window.strideWidth() - window.paddingLeft() + j * window.dilationWidth();
                if (row >= 0 && row < window.inputHeight() && column >= 0 && column < window.inputWidth()) {
                    int cell = at + (row * window.inputWidth() + column) * window.inputChannels();
                    addTap(image, cell, (i * window.kernelWidth() + j) * sums.length, sums);
                }
            }
        }
    }

    private void addTap(short[] image, int cell, int tap, long[] sums) {
        int multiplier = window.groupOutputChannels();
        for (int c = 0; c < sums.length; c++) {
            sums[c] += image[cell + c / multiplier] * weights[tap + c];
        }
    }

    long bytes() {
        return weights.length;
    }
}
