// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

/** Walks the cells of a bilinearly resized image, each with the four of the input that lie around it. */
record BilinearLoop(ResizeGeometry geometry, int input, int output, BilinearWeights rows, BilinearWeights columns) {

    /** What happens to a cell: where the channels of each begin, and how near the lower and the right ones are. */
    interface Cell {
        void blend(int upperLeft, int upperRight, int lowerLeft, int lowerRight, float down, float across, int output);
    }

    BilinearLoop(ResizeGeometry geometry, int input, int output, BilinearWeights.Making weights) {
        this(
                geometry,
                input,
                output,
                weights.of(geometry, geometry.inputHeight(), geometry.outputHeight()),
                weights.of(geometry, geometry.inputWidth(), geometry.outputWidth()));
    }

    void forEachCell(Cell cell) {
        int channels = geometry.channels();
        int stride = geometry.inputWidth() * channels;
        int to = output;
        for (int n = 0; n < geometry.batch(); n++) {
            int image = input + n * geometry.inputHeight() * stride;
            for (int y = 0; y < geometry.outputHeight(); y++) {
                int upper = image + rows.lower()[y] * stride;
                int lower = image + rows.upper()[y] * stride;
                float down = rows.fraction()[y];
                for (int x = 0; x < geometry.outputWidth(); x++, to += channels) {
                    int left = columns.lower()[x] * channels;
                    int right = columns.upper()[x] * channels;
                    cell.blend(
                            upper + left, upper + right, lower + left, lower + right, down, columns.fraction()[x], to);
                }
            }
        }
    }
}
