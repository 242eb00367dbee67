// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.RunFailure;
import io.lanewise.tensor.Shape;
import java.util.Arrays;

/**
 * Rows that are looked up by indices. Table {@code [batches, outer, sizes..., row]}, indices {@code [batches, count,
 * sizes.length]}, output {@code [batches, outer, count, row]}; elements are row-major.
 *
 * @param batches tables with indices of their own
 * @param outer parts of a table in which the same indices are looked up
 * @param sizes cells along the dimensions that an index has a number for
 * @param row elements of a row
 * @param count indices of a batch
 */
public record GatherShape(int batches, int outer, int[] sizes, int row, int count) {

    /**
     * Of single indices along an axis; the first {@code batchDims} dimensions are shared.
     *
     * @throws IllegalArgumentException if the table has no such dimensions or the indices' differ from them
     */
    public static GatherShape ofAxis(Shape table, Shape indices, int axis, int batchDims) {
        boolean fits = batchDims >= 0 && batchDims <= axis && axis < table.rank() && batchDims <= indices.rank();
        for (int d = 0; d < batchDims && fits; d++) {
            fits = table.dim(d) == indices.dim(d);
        }
        Require.that(
                fits, "axis %s and %s batch dimensions for input %s and indices %s", axis, batchDims, table, indices);
        return new GatherShape(
                cells(table, 0, batchDims),
                cells(table, batchDims, axis),
                new int[] {table.dim(axis)},
                cells(table, axis + 1, table.rank()),
                cells(indices, batchDims, indices.rank()));
    }

    /**
     * Of indices whose last dimension holds a number for each leading dimension of the table.
     *
     * @throws IllegalArgumentException if that are none, or more than the table has dimensions
     */
    public static GatherShape ofCoordinates(Shape table, Shape indices) {
        Require.that(
                indices.rank() > 0 && indices.dim(-1) >= 1 && indices.dim(-1) <= table.rank(),
                "indices %s for input %s",
                indices,
                table);
        int coordinates = indices.dim(-1);
        return new GatherShape(
                1,
                1,
                Arrays.copyOf(table.dims(), coordinates),
                cells(table, coordinates, table.rank()),
                cells(indices, 0, indices.rank() - 1));
    }

    private static int cells(Shape shape, int from, int to) {
        int cells = 1;
        for (int d = from; d < to; d++) {
            cells *= shape.dim(d);
        }
        return cells;
    }

    /**
     * Which row of a part an index means.
     *
     * @throws RunFailure if it has no such row
     */
    int position(IntegerElements indices, int index) {
        int row = 0;
        for (int d = 0; d < sizes.length; d++) {
            long at = indices.get(index * sizes.length + d);
            if (at < 0 || at >= sizes[d]) {
                throw new RunFailure("index " + at + " is outside of 0 to " + (sizes[d] - 1));
            }
            row = row * sizes[d] + (int) at;
        }
        return row;
    }

    /** Rows of a part of a table. */
    public int rows() {
        int rows = 1;
        for (int size : sizes) {
            rows *= size;
        }
        return rows;
    }
}
