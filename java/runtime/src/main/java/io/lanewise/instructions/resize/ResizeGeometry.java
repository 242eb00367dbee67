// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.Require;
import io.lanewise.internal.NativeResize;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import org.bytedeco.javacpp.Loader;

/**
 * Sizes of a resized image.
 *
 * @param alignCorners whether the outermost cells of input and output lie on each other
 * @param halfPixelCenters whether cells are taken at their centers; never together with {@code alignCorners}
 */
public record ResizeGeometry(
        int batch,
        int inputHeight,
        int inputWidth,
        int outputHeight,
        int outputWidth,
        int channels,
        boolean alignCorners,
        boolean halfPixelCenters) {
    /** Rows or columns; cells are counted in 2^-10 of one, in int32. */
    private static final int MAX_SIZE = 1 << 20;

    /** The structure that the native library takes. */
    NativeResize toNative(NativeArguments arguments) {
        return new NativeResize(arguments.allocate(Loader.sizeof(NativeResize.class)))
                .batch(batch)
                .channels(channels)
                .input_height(inputHeight)
                .input_width(inputWidth)
                .output_height(outputHeight)
                .output_width(outputWidth)
                .align_corners(alignCorners ? 1 : 0)
                .half_pixel_centers(halfPixelCenters ? 1 : 0);
    }

    /**
     * The sizes of a resize.
     *
     * @throws IllegalArgumentException if input and output differ in batch, channels or quantization, the image is too
     *         large, or both {@code alignCorners} and {@code halfPixelCenters} are asked for
     */
    public static ResizeGeometry of(Tensor input, Tensor output, boolean alignCorners, boolean halfPixelCenters) {
        Shape in = Require.shape(input, 4);
        Shape out = Require.shape(output, 4);
        Require.that(
                in.dim(0) == out.dim(0) && in.dim(3) == out.dim(3),
                "input %s and output %s differ in batch or channels",
                in,
                out);
        Require.that(
                Math.max(Math.max(in.dim(1), in.dim(2)), Math.max(out.dim(1), out.dim(2))) <= MAX_SIZE,
                "resizing %s to %s; at most %s rows and columns are supported",
                in,
                out,
                MAX_SIZE);
        Require.that(!alignCorners || !halfPixelCenters, "align_corners and half_pixel_centers exclude each other");
        Require.sameValues(input, output);
        return new ResizeGeometry(
                in.dim(0), in.dim(1), in.dim(2), out.dim(1), out.dim(2), in.dim(3), alignCorners, halfPixelCenters);
    }
}
