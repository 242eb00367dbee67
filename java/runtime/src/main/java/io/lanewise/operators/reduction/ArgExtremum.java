// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.reduction;

import io.lanewise.graph.Graph;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.reduction.FindExtremum;
import io.lanewise.instructions.reduction.ReductionShape;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.OneInput;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Index of the largest or smallest value along an axis, which is left out of the output; the first of equal values. */
public record ArgExtremum(int input, int output, int axis, boolean largest) implements OneInput {

    @Override
    public ArgExtremum remap(IntUnaryOperator map) {
        return new ArgExtremum(map.applyAsInt(input), map.applyAsInt(output), axis, largest);
    }

    @Override
    public String kind() {
        return largest ? "ARG_MAX" : "ARG_MIN";
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        return List.of(ReductionShape.output(shapes.get(0), List.of(axis), false));
    }

    /** Quantized values are in their reals' order. */
    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        Require.that(out.type().isIndex(), "expected int32 or int64, got output %s", out);
        lowering.emit(
                new FindExtremum(ReductionShape.of(in, out, List.of(axis), false), largest, in.type(), out.type()));
    }

    @Override
    public long macs(Graph graph) {
        return 0;
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }
}
