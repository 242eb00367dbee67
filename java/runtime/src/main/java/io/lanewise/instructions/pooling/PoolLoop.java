// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.pooling;

import io.lanewise.instructions.WindowGeometry;

/** Walks the output cells of a pooling and clips each window to the image. */
record PoolLoop(WindowGeometry window, int input, int output) {

    /** What happens to a window of {@code rows} x {@code columns} cells; first cell and output by their offsets. */
    interface Cell {
        void run(int first, int rows, int columns, int output);
    }

    /** Channels of input and output: the distance between neighbouring cells. */
    int channels() {
        return window.inputChannels();
    }

    /** The distance between input rows. */
    int rowPitch() {
        return window.inputWidth() * window.inputChannels();
    }

    void forEachCell(Cell cell) {
        int to = output;
        for (int n = 0; n < window.batch(); n++) {
            for (int row = 0; row < window.outputHeight(); row++) {
                int top = row * window.strideHeight() - window.paddingTop();
                int firstRow = Math.max(top, 0);
                int rows = Math.min(top + window.kernelHeight(), window.inputHeight()) - firstRow;
                for (int column = 0; column < window.outputWidth(); column++, to += channels()) {
                    int left = column * window.strideWidth() - window.paddingLeft();
                    int firstColumn = Math.max(left, 0);
                    int columns = Math.min(left + window.kernelWidth(), window.inputWidth()) - firstColumn;
                    int first = input + (n * window.inputHeight() + firstRow) * rowPitch() + firstColumn * channels();
                    cell.run(first, rows, columns, to);
                }
            }
        }
    }
}
