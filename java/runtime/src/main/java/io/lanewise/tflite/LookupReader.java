// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.elementwise.Comparison;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.GatherOptions;
import io.lanewise.tflite.schema.OneHotOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is found or put where indices say that are known only when it runs. */
final class LookupReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.EMBEDDING_LOOKUP, BuiltinOperator.GATHER_ND -> 5;
            case BuiltinOperator.GATHER -> 7;
            case BuiltinOperator.ONE_HOT, BuiltinOperator.SCATTER_ND -> 1;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return switch (source.code()) {
            case BuiltinOperator.EMBEDDING_LOOKUP ->
                List.of(new Gather(source.input(1), source.input(0), source.output(), 0, 0));
            case BuiltinOperator.GATHER -> List.of(gather(source));
            case BuiltinOperator.GATHER_ND -> List.of(new GatherNd(source.input(0), source.input(1), source.output()));
            case BuiltinOperator.ONE_HOT -> oneHot(source);
            case BuiltinOperator.SCATTER_ND -> List.of(scatter(source));
            default -> throw source.unknown();
        };
    }

    private static Operator gather(OperatorSource source) {
        GatherOptions options = source.options(BuiltinOptions.GatherOptions, new GatherOptions());
        int axis = source.axis(
                options.axis(), source.tensor(source.input(0)).shape().rank());
        int rank = source.tensor(source.input(1)).shape().rank();
        int batchDims = options.batchDims() < 0 ? options.batchDims() + rank : options.batchDims();
        Problem.unless(
                batchDims >= 0 && batchDims <= axis && batchDims <= rank,
                "%d batch dimensions for axis %d and %d dimensions of indices",
                options.batchDims(),
                axis,
                rank);
        return new Gather(source.input(0), source.input(1), source.output(), axis, batchDims);
    }

    private static Operator scatter(OperatorSource source) {
        source.requireShape(
                source.output(), source.integers(2).stream().mapToInt(d -> d).toArray());
        return new ScatterNd(source.input(0), source.input(1), source.output());
    }

    /** Each index is compared with all that there are, along an axis of their own. */
    private static List<Operator> oneHot(OperatorSource source) {
        OneHotOptions options = source.options(BuiltinOptions.OneHotOptions, new OneHotOptions());
        Tensor indices = source.tensor(source.input(0));
        int rank = indices.shape().rank();
        int axis = options.axis() == -1 ? rank : source.axis(options.axis(), rank + 1);
        List<Integer> depth = source.integers(1);
        Problem.unless(depth.size() == 1 && depth.get(0) > 0, "its depth is %s", depth);
        int[] widened = new int[rank + 1];
        int[] along = new int[rank + 1];
        Arrays.fill(along, 1);
        for (int d = 0; d <= rank; d++) {
            widened[d] = d < axis
                    ? indices.shape().dim(d)
                    : d == axis ? 1 : indices.shape().dim(d - 1);
        }
        along[axis] = depth.get(0);
        int[] hot = widened.clone();
        hot[axis] = depth.get(0);
        source.requireShape(source.output(), hot);
        int wide = source.temporary(source.input(0), widened);
        int counted = source.add(counting(source, indices.type(), along));
        int equal = source.add(new Tensor(indices.name(), DataType.BOOL, Shape.of(hot), null, null));
        List<Operator> operators = new ArrayList<>();
        operators.add(new Reshape(source.input(0), wide));
        operators.add(new Compare(Comparison.EQUAL, wide, counted, equal));
        operators.add(new Select(equal, source.input(2), source.input(3), source.output()));
        return operators;
    }

    /** 0, 1, 2 and so on. */
    private static Tensor counting(OperatorSource source, DataType type, int[] dims) {
        Problem.unless(type.isIndex(), "indices of %s are not supported, only int32 and int64", type.label());
        Shape shape = Shape.of(dims);
        source.spend(type.bytes(shape.elements()));
        ByteBuffer data =
                ByteBuffer.allocate((int) type.bytes(shape.elements())).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < shape.elements(); i++) {
            if (type == DataType.INT64) {
                data.putLong(i);
            } else {
                data.putInt(i);
            }
        }
        return new Tensor("indices", type, shape, null, data.flip());
    }
}
