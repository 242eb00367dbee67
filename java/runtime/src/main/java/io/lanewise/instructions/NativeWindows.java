// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

/**
 * Which windows the native library takes: {@code valid_window} in {@code window/padded_image.cpp}, whose kernels
 * lay images with their padding around into memory. Larger ones, which a kernel, stride or dilation of millions asks
 * for, are run by their Java kernels, which skip what lies outside the image.
 */
public final class NativeWindows {
    /** Elements of an image: as floats they are addressable, with room for vectors that are read past rows. */
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE / 4 - 1024;

    private NativeWindows() {}

    /** Whether a valid window is within the limits. */
    public static boolean take(WindowGeometry w) {
        long rows = span(w.outputHeight(), w.strideHeight(), w.kernelHeight(), w.dilationHeight());
        long columns = span(w.outputWidth(), w.strideWidth(), w.kernelWidth(), w.dilationWidth());
        return w.paddingTop() < rows
                && w.paddingLeft() < columns
                && rows <= Integer.MAX_VALUE
                && columns <= Integer.MAX_VALUE
                && fit(w.batch(), w.inputHeight(), w.inputWidth(), w.inputChannels())
                && fit(w.batch(), w.outputHeight(), w.outputWidth(), w.outputChannels())
                && fit(rows, columns, w.inputChannels())
                && fit(rows, columns, w.outputChannels())
                && fit(w.kernelHeight(), w.kernelWidth(), w.inputChannels());
    }

    /** Rows or columns from the first cell of the first window to the last of the last. */
    private static long span(int outputs, int stride, int kernel, int dilation) {
        return (outputs - 1L) * stride + (kernel - 1L) * dilation + 1;
    }

    private static boolean fit(long... sizes) {
        long product = 1;
        for (long size : sizes) {
            if (size > MOST_ELEMENTS / product) {
                return false;
            }
            product *= size;
        }
        return true;
    }
}
