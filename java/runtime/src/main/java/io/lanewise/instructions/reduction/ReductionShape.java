// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Require;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** A reduction over neighbouring dimensions: the middle of [outer, reduced, inner]. All sizes at least 1. */
public record ReductionShape(int outer, int reduced, int inner) {

    /**
     * The shape of a reduction. Axes of size 1 may lie anywhere.
     *
     * @param axes not negative
     * @param keepDims whether reduced dimensions stay, as size 1
     * @throws IllegalArgumentException if an axis is out of range, the axes are not neighbours, or the output does not
     *         fit
     */
    public static ReductionShape of(Tensor input, Tensor output, List<Integer> axes, boolean keepDims) {
        Require.elements(input);
        Shape shape = input.shape();
        boolean[] isReduced = reduced(shape, axes);
        int outer = 1;
        int reduced = 1;
        int inner = 1;
        for (int d = 0; d < shape.rank(); d++) {
            if (isReduced[d]) {
                Require.that(
                        inner == 1 || shape.dim(d) == 1,
                        "axes %s of %s are not neighbours, which is not supported",
                        axes,
                        shape);
                reduced *= shape.dim(d);
            } else if (reduced == 1) {
                outer *= shape.dim(d);
            } else {
                inner *= shape.dim(d);
            }
        }
        Require.outputDims(output, output(shape, axes, keepDims).dims());
        return new ReductionShape(outer, reduced, inner);
    }

    /**
     * Along a single axis, which stays.
     *
     * @throws IllegalArgumentException if the axis is out of range
     */
    public static ReductionShape along(Shape shape, int axis) {
        Require.that(axis >= 0 && axis < shape.rank(), "axis %s of input %s", axis, shape);
        int outer = 1;
        int inner = 1;
        for (int d = 0; d < shape.rank(); d++) {
            outer *= d < axis ? shape.dim(d) : 1;
            inner *= d > axis ? shape.dim(d) : 1;
        }
        return new ReductionShape(outer, shape.dim(axis), inner);
    }

    /**
     * The shape that is left of another.
     *
     * @throws IllegalArgumentException if an axis is out of range
     */
    public static Shape output(Shape shape, List<Integer> axes, boolean keepDims) {
        boolean[] isReduced = reduced(shape, axes);
        int[] dims = new int[shape.rank()];
        int rank = 0;
        for (int d = 0; d < shape.rank(); d++) {
            if (!isReduced[d] || keepDims) {
                dims[rank++] = isReduced[d] ? 1 : shape.dim(d);
            }
        }
        return Shape.of(Arrays.copyOf(dims, rank));
    }

    private static boolean[] reduced(Shape shape, List<Integer> axes) {
        boolean[] isReduced = new boolean[shape.rank()];
        for (int axis : axes) {
            Require.that(axis >= 0 && axis < shape.rank(), "axis %s of input %s", axis, shape);
            isReduced[axis] = true;
        }
        return isReduced;
    }
}
