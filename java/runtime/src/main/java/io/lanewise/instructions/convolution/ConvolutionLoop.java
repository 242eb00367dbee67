// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.WindowGeometry;

/** Walks the output cells of a convolution. */
record ConvolutionLoop(WindowGeometry window, int output) {

    /** What happens to an output cell: where it lies, and the offset of its first channel. */
    interface Cell {
        void run(int batch, int row, int column, int output);
    }

    void forEachCell(Cell cell) {
        for (int n = 0; n < window.batch(); n++) {
            forEachCellOfImage(n, cell);
        }
    }

    void forEachCellOfImage(int batch, Cell cell) {
        int to = output + batch * window.outputHeight() * window.outputWidth() * window.outputChannels();
        for (int row = 0; row < window.outputHeight(); row++) {
            for (int column = 0; column < window.outputWidth(); column++, to += window.outputChannels()) {
                cell.run(batch, row, column, to);
            }
        }
    }
}
