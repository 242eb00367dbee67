// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.lookup;

import io.lanewise.instructions.movement.GatherShape;
import io.lanewise.operators.LookingUp;
import io.lanewise.tensor.Shape;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Cells of an axis by their indices: {@code output[b..., o..., i..., r...] = input[b..., o..., indices[b..., i...],
 * r...]}.
 *
 * @param axis of the input, not negative
 * @param batchDims leading dimensions that input and indices share, at most {@code axis}
 */
public record Gather(int input, int indices, int output, int axis, int batchDims) implements LookingUp {

    @Override
    public Gather remap(IntUnaryOperator map) {
        return new Gather(map.applyAsInt(input), map.applyAsInt(indices), map.applyAsInt(output), axis, batchDims);
    }

    @Override
    public String kind() {
        return "GATHER";
    }

    @Override
    public GatherShape shape(Shape table, Shape positions) {
        return GatherShape.ofAxis(table, positions, axis, batchDims);
    }

    @Override
    public Shape outputShape(Shape table, Shape positions) {
        IntStream kept = IntStream.range(0, axis).map(table::dim);
        IntStream chosen = IntStream.range(batchDims, positions.rank()).map(positions::dim);
        IntStream row = IntStream.range(axis + 1, table.rank()).map(table::dim);
        return Shape.of(IntStream.concat(kept, IntStream.concat(chosen, row)).toArray());
    }
}
