// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.lookup;

import io.lanewise.instructions.movement.GatherShape;
import io.lanewise.operators.LookingUp;
import io.lanewise.tensor.Shape;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Rows by their coordinates, of which the last dimension of the indices holds one for each leading dimension of the
 * input. Each is checked by itself; TFLite checks only where the row lies.
 */
public record GatherNd(int input, int indices, int output) implements LookingUp {

    @Override
    public GatherNd remap(IntUnaryOperator map) {
        return new GatherNd(map.applyAsInt(input), map.applyAsInt(indices), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "GATHER_ND";
    }

    @Override
    public GatherShape shape(Shape table, Shape positions) {
        return GatherShape.ofCoordinates(table, positions);
    }

    @Override
    public Shape outputShape(Shape table, Shape positions) {
        return rows(table, positions);
    }

    /** The shape of the rows of a table that positions which fit name. */
    static Shape rows(Shape table, Shape positions) {
        int last = positions.rank() - 1;
        IntStream chosen = IntStream.range(0, last).map(positions::dim);
        IntStream row = IntStream.range(positions.dim(last), table.rank()).map(table::dim);
        return Shape.of(IntStream.concat(chosen, row).toArray());
    }
}
