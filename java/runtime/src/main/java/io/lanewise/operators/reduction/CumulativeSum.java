// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.reduction;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.reduction.CumulateValues;
import io.lanewise.instructions.reduction.ReductionShape;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.function.IntUnaryOperator;

/**
 * Running sums along an axis.
 *
 * @param exclusive whether an element is the sum of those before it, without itself
 * @param reverse whether sums run from the end
 */
public record CumulativeSum(int input, int output, int axis, boolean exclusive, boolean reverse)
        implements ShapePreservingOperator {

    @Override
    public CumulativeSum remap(IntUnaryOperator map) {
        return new CumulativeSum(map.applyAsInt(input), map.applyAsInt(output), axis, exclusive, reverse);
    }

    @Override
    public String kind() {
        return "CUMSUM";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        Require.sameShape(in, out);
        Require.sameType(in, out);
        Require.that(out.type() == DataType.FLOAT32 || out.type().isIndex(), "%s is not supported", out);
        lowering.emit(new CumulateValues(ReductionShape.along(in.shape(), axis), exclusive, reverse, out.type()));
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }
}
