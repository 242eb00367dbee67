// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.CumulativeSum;
import io.lanewise.operators.reduction.TopK;
import io.lanewise.tensor.DataType;
import java.util.List;

/** The largest values along an axis, their positions, and running sums. */
final class AxisNodes {

    private AxisNodes() {}

    static void addTo(NodeTable table) {
        table.add("ArgMax", (node, emission) -> position(node, emission, true));
        table.add("ArgMin", (node, emission) -> position(node, emission, false));
        table.add("CumSum", AxisNodes::sums);
        table.addSeveral("TopK", AxisNodes::largest);
    }

    /** Positions are int64. The last of equal values is the first from the end. */
    private static Value position(Node node, Emission emission, boolean isLargest) {
        Computed x = emission.computed(node.input(0));
        int axis = Node.axis(node.integer("axis", 0), x.rank());
        boolean isLast = node.integer("select_last_index", 0) != 0;
        Layout layout = new Layout(emission);
        Computed searched = isLast ? layout.reversed(x, axis) : x;
        boolean[] dropped = new boolean[x.rank()];
        dropped[axis] = true;
        int[] sizes = x.dims().clone();
        sizes[axis] = 1;
        Computed found = emission.emit(
                DataType.INT64,
                Orders.kept(x.dims(), dropped),
                Orders.without(x.order(), dropped),
                output -> new ArgExtremum(searched.tensor(), output, x.order()[axis], isLargest));
        Computed counted = isLast
                ? new Elementwise(emission)
                        .binary(BinaryFunction.SUB, Literal.of(new long[] {x.dims()[axis] - 1}), found)
                : found;
        return node.integer("keepdims", 1) != 0 ? emission.viewed(counted, sizes, x.order()) : counted;
    }

    private static Value sums(Node node, Emission emission) {
        Computed x = emission.computed(node.input(0));
        int axis = x.order()[Node.axis((int) node.literal(1).single(), x.rank())];
        return emission.emit(
                x.dims(),
                x.order(),
                output -> new CumulativeSum(
                        x.tensor(), output, axis, node.integer("exclusive", 0) != 0, node.integer("reverse", 0) != 0));
    }

    /** k is an attribute before opset 10. Results are in order whether or not that is asked for. */
    private static List<Value> largest(Node node, Emission emission) {
        Computed x = emission.computed(node.input(0));
        int axis = Node.axis(node.integer("axis", -1), x.rank());
        int count = node.has("k") ? node.integer("k", 0) : (int) node.literal(1).single();
        Refusal.unless(
                !emission.isInteger(x), "looks for the largest of quantized values; put it behind a DequantizeLinear");
        boolean isLargest = node.integer("largest", 1) != 0;
        Computed last = emission.ordered(isLargest ? x : opposite(x, emission), Orders.lastAxis(x.order(), axis));
        int[] dims = x.dims().clone();
        dims[axis] = count;
        Computed values = emission.result(emission.type(x), dims, last.order());
        Computed positions = emission.result(DataType.INT32, dims, last.order());
        emission.emit(new TopK(last.tensor(), values.tensor(), positions.tensor(), count));
        return List.of(
                isLargest ? values : opposite(values, emission),
                emission.emit(DataType.INT64, dims, last.order(), output -> new Cast(positions.tensor(), output)));
    }

    /** Values in the opposite order; its own inverse. Of integers -1 - x, as -x of the lowest leaves their type. */
    private static Computed opposite(Computed x, Emission emission) {
        Elementwise e = new Elementwise(emission);
        return WholeNumbers.are(emission.type(x))
                ? e.binary(BinaryFunction.SUB, Literal.of(new long[] {-1}), x)
                : e.unary(UnaryFunction.NEG, x);
    }
}
