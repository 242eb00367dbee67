// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.instructions.resize.NearestCells;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * ONNX's ways to resize (operator page of Resize): where an output cell lies in the input, and which cells it is made
 * of.
 *
 * @param mode nearest, linear or cubic
 * @param transformation {@code coordinate_transformation_mode}
 * @param nearest {@code nearest_mode}
 * @param cubic {@code cubic_coeff_a}
 * @param antialias whether the filter is stretched when the image shrinks
 * @param excludeOutside whether cells outside count nothing, instead of repeating the border
 * @param extrapolation value outside the region of interest
 * @param roi start of each axis, then end of each; null unless {@code transformation} is tf_crop_and_resize
 */
record Interpolation(
        String mode,
        String transformation,
        String nearest,
        float cubic,
        boolean antialias,
        boolean excludeOutside,
        float extrapolation,
        float[] roi) {
    /** Of a matrix, which has a row for each output cell and a column for each input cell of an axis. */
    private static final int MOST_WEIGHTS = 1 << 24;

    /** Upsample, and Resize of opset 10: cells at i / scale. */
    static Interpolation upsample(Node node) {
        return new Interpolation(node.text("mode", "nearest"), "asymmetric", "floor", -0.75f, false, false, 0, null)
                .checked();
    }

    static Interpolation of(Node node, int rank) {
        String transformation = node.text("coordinate_transformation_mode", "half_pixel");
        return new Interpolation(
                        node.text("mode", "nearest"),
                        transformation,
                        node.text("nearest_mode", "round_prefer_floor"),
                        node.real("cubic_coeff_a", -0.75f),
                        node.integer("antialias", 0) != 0,
                        node.integer("exclude_outside", 0) != 0,
                        node.real("extrapolation_value", 0),
                        transformation.equals("tf_crop_and_resize") ? roi(node, rank) : null)
                .checked();
    }

    private static float[] roi(Node node, int rank) {
        float[] given = node.literal(1).toFloats();
        int[] axes = node.integers("axes", Orders.identity(rank));
        Refusal.unless(
                given.length == 2 * axes.length, "%d numbers for a region of %d axes", given.length, axes.length);
        float[] roi = new float[2 * rank];
        Arrays.fill(roi, rank, 2 * rank, 1);
        for (int i = 0; i < axes.length; i++) {
            roi[Node.axis(axes[i], rank)] = given[i];
            roi[rank + Node.axis(axes[i], rank)] = given[axes.length + i];
        }
        return roi;
    }

    private Interpolation checked() {
        Refusal.unless(
                mode.equals("nearest") || mode.equals("linear") || mode.equals("cubic"), "mode %s is not known", mode);
        return this;
    }

    boolean crops() {
        return roi != null;
    }

    boolean alignsCorners() {
        return transformation.equals("align_corners");
    }

    boolean halfPixel() {
        return transformation.equals("half_pixel")
                || transformation.equals("half_pixel_symmetric")
                || transformation.equals("pytorch_half_pixel");
    }

    /** Output sizes by scales, of the region of interest where there is one. */
    int[] cropped(int[] sizes, int[] dims, float[] scales) {
        if (roi == null) {
            return sizes;
        }
        int[] cropped = new int[sizes.length];
        for (int d = 0; d < sizes.length; d++) {
            cropped[d] = (int) Math.floor(dims[d] * (roi[dims.length + d] - roi[d]) * scales[d]);
        }
        return cropped;
    }

    /** Whether TFLite's RESIZE_NEAREST_NEIGHBOR or RESIZE_BILINEAR says the same of these sizes. */
    boolean isTflite(int[] dims, int[] sizes, float[] scales) {
        boolean known = transformation.equals("asymmetric") || alignsCorners() || halfPixel();
        boolean same = known && !antialias && !mode.equals("cubic");
        for (int d = 2; d < 4 && same; d++) {
            // A scale is a float; one worked out from sizes may be next to the true one.
            same = Math.abs(sizes[d] - dims[d] * (double) scales[d]) <= 1e-6 * sizes[d]
                    && (sizes[d] > 1 || !transformation.equals("pytorch_half_pixel"))
                    && (mode.equals("linear") ? !excludeOutside : choosesAsTflite(d, dims[d], sizes[d], scales[d]));
        }
        return same;
    }

    /**
     * Whether nearest cells are those of TFLite. Where ties are decided alike, TFLite's choice of cells at a tie is its
     * float32's rounding alone.
     */
    private boolean choosesAsTflite(int axis, int in, int out, float scale) {
        int[] cells = NearestCells.of(alignsCorners(), halfPixel(), in, out);
        double rounding =
                nearest.equals(transformation.equals("asymmetric") ? "floor" : "round_prefer_ceil") ? 1e-6 * in : 0;
        return IntStream.range(0, out).allMatch(i -> {
            double at = at(axis, i, in, out, scale);
            return cells[i] >= clamped(nearest(at - rounding), in) && cells[i] <= clamped(nearest(at + rounding), in);
        });
    }

    private static int clamped(int cell, int in) {
        return Math.max(0, Math.min(in - 1, cell));
    }

    /** A row of weights of the input's cells for each output cell; null where the axis stays as it is. */
    float[][] matrix(int axis, int in, int out, float scale) {
        if (in == out && scale == 1 && (roi == null || roi[axis] == 0 && roi[roi.length / 2 + axis] == 1)) {
            return null;
        }
        Refusal.unless((long) out * in <= MOST_WEIGHTS, "%d by %d weights", out, in);
        float[][] matrix = new float[out][in];
        for (int i = 0; i < out; i++) {
            double at = at(axis, i, in, out, scale);
            Refusal.unless(
                    roi == null || at >= 0 && at <= in - 1,
                    "extrapolation outside the region of interest is not supported");
            if (mode.equals("nearest")) {
                matrix[i][clamped(nearest(at), in)] = 1;
            } else {
                weigh(matrix[i], at, antialias ? Math.min(scale, 1) : 1);
            }
        }
        return matrix;
    }

    private double at(int axis, int i, int in, int out, float scale) {
        return switch (transformation) {
            case "align_corners" -> out == 1 ? 0 : i * (in - 1.0) / ((double) in * scale - 1);
            case "asymmetric" -> i / (double) scale;
            case "pytorch_half_pixel" -> out == 1 ? -0.5 : (i + 0.5) / scale - 0.5;
            case "half_pixel" -> (i + 0.5) / scale - 0.5;
            case "half_pixel_symmetric" -> {
                double adjusted = out / ((double) scale * in);
                yield in / 2.0 * (1 - adjusted) + (i + 0.5) / scale - 0.5;
            }
            case "tf_crop_and_resize" -> {
                double start = roi[axis] * (in - 1.0);
                double end = roi[roi.length / 2 + axis] * (in - 1.0);
                yield out > 1 ? start + i * (end - start) / (out - 1) : (start + end) / 2;
            }
            default -> throw new Refusal("coordinate_transformation_mode " + transformation + " is not known");
        };
    }

    private int nearest(double at) {
        double cell = switch (nearest) {
            case "floor" -> Math.floor(at);
            case "ceil" -> Math.ceil(at);
            case "round_prefer_ceil" -> Math.floor(at + 0.5);
            case "round_prefer_floor" -> Math.ceil(at - 0.5);
            default -> throw new Refusal("nearest_mode " + nearest + " is not known");
        };
        return (int) cell;
    }

    /** Adds a filter around a coordinate, {@code 1 / stretch} times as wide, to a row of weights; the sum becomes 1. */
    private void weigh(float[] row, double at, double stretch) {
        double reach = (mode.equals("linear") ? 1 : 2) / stretch;
        int first = (int) Math.floor(at - reach) + 1;
        int last = (int) Math.ceil(at + reach) - 1;
        double sum = 0;
        for (int cell = first; cell <= last; cell++) {
            boolean outside = cell < 0 || cell >= row.length;
            sum += outside && excludeOutside ? 0 : filter(Math.abs(cell - at) * stretch);
        }
        for (int cell = first; cell <= last; cell++) {
            boolean outside = cell < 0 || cell >= row.length;
            if (!outside || !excludeOutside) {
                row[Math.max(0, Math.min(row.length - 1, cell))] +=
                        (float) (filter(Math.abs(cell - at) * stretch) / sum);
            }
        }
    }

    private double filter(double distance) {
        if (mode.equals("linear")) {
            return Math.max(0, 1 - distance);
        }
        double a = cubic;
        return distance < 1
                ? ((a + 2) * distance - (a + 3)) * distance * distance + 1
                : distance < 2 ? ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a : 0;
    }
}
