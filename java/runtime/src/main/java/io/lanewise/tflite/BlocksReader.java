// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.DepthToSpaceOptions;
import io.lanewise.tflite.schema.SpaceToDepthOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Cells of a block of an image become channels or images, and back: dimensions split, reordered and joined. */
final class BlocksReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.BATCH_TO_SPACE_ND, BuiltinOperator.SPACE_TO_BATCH_ND -> 4;
            case BuiltinOperator.DEPTH_TO_SPACE, BuiltinOperator.SPACE_TO_DEPTH -> 2;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return switch (source.code()) {
            case BuiltinOperator.BATCH_TO_SPACE_ND -> batchToSpace(source);
            case BuiltinOperator.DEPTH_TO_SPACE -> depthToSpace(source);
            case BuiltinOperator.SPACE_TO_BATCH_ND -> spaceToBatch(source);
            case BuiltinOperator.SPACE_TO_DEPTH -> spaceToDepth(source);
            default -> throw source.unknown();
        };
    }

    /** [n, h, w, b b c] to [n, h b, w b, c]. */
    private static List<Operator> depthToSpace(OperatorSource source) {
        int block = source.options(BuiltinOptions.DepthToSpaceOptions, new DepthToSpaceOptions())
                .blockSize();
        Shape in = image(source);
        Problem.unless(
                block > 0 && in.dim(3) % ((long) block * block) == 0, "blocks of %d in the channels of %s", block, in);
        int channels = in.dim(3) / block / block;
        source.requireShape(source.output(), in.dim(0), in.dim(1) * block, in.dim(2) * block, channels);
        int[] split = {in.dim(0), in.dim(1), in.dim(2), block, block, channels};
        return moved(source, source.input(0), split, List.of(0, 1, 3, 2, 4, 5), source.output());
    }

    /** [n, h b, w b, c] to [n, h, w, b b c]. */
    private static List<Operator> spaceToDepth(OperatorSource source) {
        int block = source.options(BuiltinOptions.SpaceToDepthOptions, new SpaceToDepthOptions())
                .blockSize();
        Shape in = image(source);
        Problem.unless(block > 0 && in.dim(1) % block == 0 && in.dim(2) % block == 0, "blocks of %d of %s", block, in);
        int rows = in.dim(1) / block;
        int columns = in.dim(2) / block;
        source.requireShape(source.output(), in.dim(0), rows, columns, block * block * in.dim(3));
        int[] split = {in.dim(0), rows, block, columns, block, in.dim(3)};
        return moved(source, source.input(0), split, List.of(0, 1, 3, 2, 4, 5), source.output());
    }

    /** Of [n, s.., rest]: each s, padded, to [b.., n, s / b.., rest]. */
    private static List<Operator> spaceToBatch(OperatorSource source) {
        int input = source.input(0);
        List<Integer> block = blocks(source);
        Sides paddings = sides(source, block.size());
        int[] dims = source.tensor(input).shape().dims();
        List<Integer> before = new ArrayList<>(Collections.nCopies(dims.length, 0));
        List<Integer> after = new ArrayList<>(before);
        for (int i = 0; i < block.size(); i++) {
            before.set(1 + i, paddings.before.get(i));
            after.set(1 + i, paddings.after.get(i));
            dims[1 + i] += paddings.before.get(i) + paddings.after.get(i);
            Problem.unless(dims[1 + i] % block.get(i) == 0, "blocks of %s of %s cells", block, dims[1 + i]);
        }
        List<Operator> operators = new ArrayList<>();
        int padded = input;
        if (paddings.any()) {
            padded = source.temporary(input, dims);
            operators.add(new Pad(input, padded, before, after));
        }
        List<Integer> split = new ArrayList<>(List.of(dims[0]));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            split.addAll(List.of(dims[1 + i] / block.get(i), block.get(i)));
            order.add(2 + 2 * i);
        }
        order.add(0);
        for (int i = 0; i < block.size(); i++) {
            order.add(1 + 2 * i);
        }
        for (int d = 1 + block.size(); d < dims.length; d++) {
            order.add(split.size());
            split.add(dims[d]);
        }
        operators.addAll(moved(source, padded, ints(split), order, source.output()));
        return operators;
    }

    /** Of [b.. n, s.., rest] to [n, s b.., rest], cut at its sides. */
    private static List<Operator> batchToSpace(OperatorSource source) {
        int input = source.input(0);
        List<Integer> block = blocks(source);
        Sides crops = sides(source, block.size());
        int[] dims = source.tensor(input).shape().dims();
        int cells = block.stream().reduce(1, Math::multiplyExact);
        Problem.unless(dims[0] % cells == 0, "blocks of %s of %s images", block, dims[0]);
        List<Integer> split = new ArrayList<>(block);
        split.add(dims[0] / cells);
        List<Integer> order = new ArrayList<>(List.of(block.size()));
        int[] joined = dims.clone();
        joined[0] = dims[0] / cells;
        for (int i = 0; i < block.size(); i++) {
            order.addAll(List.of(split.size(), i));
            split.add(dims[1 + i]);
            joined[1 + i] = Math.multiplyExact(dims[1 + i], block.get(i));
        }
        for (int d = 1 + block.size(); d < dims.length; d++) {
            order.add(split.size());
            split.add(dims[d]);
        }
        if (!crops.any()) {
            source.requireShape(source.output(), joined);
            return moved(source, input, ints(split), order, source.output());
        }
        int whole = source.temporary(input, joined);
        List<Operator> operators = new ArrayList<>(moved(source, input, ints(split), order, whole));
        List<Integer> begin = new ArrayList<>(Collections.nCopies(dims.length, 0));
        for (int i = 0; i < block.size(); i++) {
            begin.set(1 + i, crops.before.get(i));
            joined[1 + i] -= crops.before.get(i) + crops.after.get(i);
        }
        source.requireShape(source.output(), joined);
        operators.add(new Slice(whole, source.output(), begin, Collections.nCopies(dims.length, 1)));
        return operators;
    }

    private static List<Operator> moved(
            OperatorSource source, int input, int[] split, List<Integer> order, int output) {
        int wide = source.temporary(input, split);
        int turned =
                source.temporary(input, order.stream().mapToInt(d -> split[d]).toArray());
        return List.of(new Reshape(input, wide), new Transpose(wide, turned, order), new Reshape(turned, output));
    }

    private static Shape image(OperatorSource source) {
        Shape shape = source.tensor(source.input(0)).shape();
        Problem.unless(shape.rank() == 4, "expected 4 dimensions, got %s", shape);
        return shape;
    }

    private static List<Integer> blocks(OperatorSource source) {
        List<Integer> block = source.integers(1);
        int rank = source.tensor(source.input(0)).shape().rank();
        Problem.unless(
                !block.isEmpty() && block.size() < rank && Collections.min(block) > 0,
                "blocks of %s in %d dimensions",
                block,
                rank);
        return block;
    }

    private static Sides sides(OperatorSource source, int dimensions) {
        List<Integer> sizes = source.integers(2);
        Problem.unless(
                sizes.size() == 2 * dimensions && Collections.min(sizes) >= 0,
                "%s cells at the sides of %d dimensions",
                sizes,
                dimensions);
        Sides sides = new Sides(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < dimensions; i++) {
            sides.before.add(sizes.get(2 * i));
            sides.after.add(sizes.get(2 * i + 1));
        }
        return sides;
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Cells that are added to dimensions, or cut off. */
    private record Sides(List<Integer> before, List<Integer> after) {
        boolean any() {
            return Collections.max(before) > 0 || Collections.max(after) > 0;
        }
    }
}
