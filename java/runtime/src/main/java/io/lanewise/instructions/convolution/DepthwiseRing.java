// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.WindowGeometry;

/**
 * Which input rows of a depthwise convolution are at hand: a ring of rows of cells, as high as the dilated kernel, that
 * moves down the image so that every row is unpacked once.
 */
record DepthwiseRing(WindowGeometry window) {

    /** Unpacks an input row, counted over the batch, into the cells from {@code firstCell} on. */
    interface Unpack {
        void run(int row, int firstCell);
    }

    /** Rows that the kernel spans, or the image if that is lower. */
    int rows() {
        int span = (window.kernelHeight() - 1) * window.dilationHeight() + 1;
        return Math.min(span, window.inputHeight());
    }

    /** Cells of the ring, one for each column of each row. */
    int cells() {
        return rows() * window.inputWidth();
    }

    /** The cell of an input row and column. */
    int cell(int row, int column) {
        return row % rows() * window.inputWidth() + column;
    }

    /** First input row of an output row's window; may lie above the image. */
    int top(int outputRow) {
        return outputRow * window.strideHeight() - window.paddingTop();
    }

    /** Unpacks what an output row needs and earlier ones have not. Output rows of an image come in order. */
    void advance(int batch, int outputRow, Unpack unpack) {
        int bottom = bottom(outputRow);
        int done = outputRow == 0 ? 0 : bottom(outputRow - 1);
        for (int row = Math.max(done, Math.max(top(outputRow), 0)); row < bottom; row++) {
            unpack.run(batch * window.inputHeight() + row, cell(row, 0));
        }
    }

    private int bottom(int outputRow) {
        int span = (window.kernelHeight() - 1) * window.dilationHeight() + 1;
        return Math.min(top(outputRow) + span, window.inputHeight());
    }
}
