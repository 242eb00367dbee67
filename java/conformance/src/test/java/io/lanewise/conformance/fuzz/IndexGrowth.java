// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.conformance.fuzz.Closeness.Effect;
import io.lanewise.instructions.elementwise.Comparison;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.CumulativeSum;
import io.lanewise.operators.reduction.TopK;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Operators that make or take truths and indices. */
final class IndexGrowth {
    private static final Set<DataType> MOVED =
            Set.of(DataType.INT8, DataType.INT16, DataType.FLOAT32, DataType.INT32, DataType.BOOL);
    private static final Set<DataType> ORDERED = Set.of(DataType.INT8, DataType.FLOAT32, DataType.INT32);
    private static final Set<DataType> SUMMED = Set.of(DataType.FLOAT32, DataType.INT32);

    private IndexGrowth() {}

    static void addTo(GrowthTable table) {
        table.add(ArgExtremum.class, IndexGrowth::argExtremum, Effect.STEEP);
        table.add(Cast.class, IndexGrowth::cast, Effect.MOVES);
        table.add(Compare.class, IndexGrowth::compare, Effect.STEEP);
        table.add(CumulativeSum.class, IndexGrowth::cumulativeSum, Effect.SMOOTH);
        table.add(Gather.class, IndexGrowth::gather, Effect.MOVES);
        table.add(GatherNd.class, IndexGrowth::gatherNd, Effect.MOVES);
        table.add(ScatterNd.class, IndexGrowth::scatterNd, Effect.SMOOTH);
        table.add(Select.class, IndexGrowth::select, Effect.MOVES);
        table.add(TopK.class, IndexGrowth::topK, Effect.STEEP);
    }

    static boolean argExtremum(Sketch s) {
        int input = s.pick(ORDERED, 2, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        int axis = s.between(0, dims.length - 1);
        int[] left = IntStream.range(0, dims.length)
                .filter(d -> d != axis)
                .map(d -> dims[d])
                .toArray();
        s.add(new ArgExtremum(input, s.tensor(DataType.INT32, null, left), axis, s.oneIn(2)));
        return true;
    }

    /** Not from floats to integers: what does not fit, C++ leaves open. */
    static boolean cast(Sketch s) {
        int input = s.pick(Set.of(DataType.INT8, DataType.INT32, DataType.BOOL), 1, 5);
        if (input < 0) {
            return false;
        }
        DataType target = s.oneOf(List.of(DataType.INT32, DataType.BOOL, DataType.FLOAT32));
        if (target == DataType.FLOAT32 && !s.allows(target)) {
            return false;
        }
        s.add(new Cast(input, s.tensor(target, null, s.dims(input))));
        return true;
    }

    /** With another activation of the same type and shape, or a constant. Scales from 1 on are open in TFLite. */
    static boolean compare(Sketch s) {
        int left = s.pick(tensor -> ORDERED.contains(tensor.type())
                && tensor.shape().rank() <= 4
                && (tensor.quantization() == null || tensor.quantization().scale() < 1));
        if (left < 0) {
            return false;
        }
        int other = s.pick(tensor -> tensor.type() == s.tensor(left).type()
                && tensor.shape().equals(s.tensor(left).shape())
                && (tensor.quantization() == null || tensor.quantization().scale() < 1));
        Quantization quantization = s.tensor(left).quantization();
        int right = s.oneIn(3) ? s.constant("limit", s.tensor(left).type(), quantization, s.dims(left)) : other;
        Comparison comparison = s.oneOf(List.of(Comparison.values()));
        s.add(new Compare(comparison, left, right, s.tensor(DataType.BOOL, null, s.dims(left))));
        return true;
    }

    /** By truths of the same shape that there are. */
    static boolean select(Sketch s) {
        int condition = s.pick(Set.of(DataType.BOOL), 1, 4);
        if (condition < 0) {
            return false;
        }
        int left = s.pick(tensor -> MOVED.contains(tensor.type())
                && tensor.shape().equals(s.tensor(condition).shape()));
        int right = s.pick(tensor -> tensor.type() == s.tensor(left).type()
                && tensor.shape().equals(s.tensor(left).shape())
                && Objects.equals(tensor.quantization(), s.tensor(left).quantization()));
        s.add(new Select(condition, left, right, s.like(left, s.dims(left))));
        return true;
    }

    static boolean gather(Sketch s) {
        int input = s.pick(MOVED, 1, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        int axis = s.between(0, dims.length - 1);
        int indices = s.indices(dims[axis], s.between(1, 8));
        dims[axis] = s.dims(indices)[0];
        s.add(new Gather(input, indices, s.like(input, dims), axis, 0));
        return true;
    }

    static boolean gatherNd(Sketch s) {
        int input = s.pick(MOVED, 1, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        int coordinates = s.between(1, dims.length);
        int rows = s.between(1, 8);
        int indices = s.indices(smallest(dims, coordinates), rows, coordinates);
        s.add(new GatherNd(input, indices, s.like(input, rows(rows, dims, coordinates))));
        return true;
    }

    /** The first dimension of the updates becomes places in a tensor. */
    static boolean scatterNd(Sketch s) {
        int updates = s.pick(SUMMED, 1, 4);
        if (updates < 0) {
            return false;
        }
        int[] dims = s.dims(updates);
        int rows = dims[0];
        dims[0] = s.between(1, 8);
        int indices = s.indices(dims[0], rows, 1);
        s.add(new ScatterNd(indices, updates, s.like(updates, dims)));
        return true;
    }

    static boolean cumulativeSum(Sketch s) {
        int input = s.pick(SUMMED, 1, 4);
        if (input < 0) {
            return false;
        }
        int axis = s.between(0, s.dims(input).length - 1);
        s.add(new CumulativeSum(input, s.like(input, s.dims(input)), axis, s.oneIn(2), s.oneIn(2)));
        return true;
    }

    static boolean topK(Sketch s) {
        int input = s.pick(ORDERED, 1, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        dims[dims.length - 1] = s.between(1, dims[dims.length - 1]);
        int values = s.like(input, dims);
        s.add(new TopK(input, values, s.tensor(DataType.INT32, null, dims), dims[dims.length - 1]));
        return true;
    }

    private static int smallest(int[] dims, int coordinates) {
        return Arrays.stream(dims, 0, coordinates).min().orElseThrow();
    }

    private static int[] rows(int rows, int[] dims, int coordinates) {
        return IntStream.concat(IntStream.of(rows), Arrays.stream(dims, coordinates, dims.length))
                .toArray();
    }
}
