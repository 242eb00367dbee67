// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.comparison;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.elementwise.CompareS16;
import io.lanewise.instructions.elementwise.CompareValues;
import io.lanewise.instructions.elementwise.Comparison;
import io.lanewise.operators.BroadcastingOperator;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.TwoInputs;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.function.IntUnaryOperator;

/** Truths of two inputs' elements, which broadcast as NumPy's do. */
public record Compare(Comparison comparison, int left, int right, int output)
        implements TwoInputs, BroadcastingOperator {

    @Override
    public Compare remap(IntUnaryOperator map) {
        return new Compare(comparison, map.applyAsInt(left), map.applyAsInt(right), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return comparison.name();
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor l = lowering.tensor(left);
        Tensor r = lowering.tensor(right);
        Tensor o = lowering.tensor(output);
        Require.that(l.type() == r.type(), "inputs %s and %s differ in type", l, r);
        Require.type(o, DataType.BOOL);
        boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        lowering.emit(
                equality && l.type() == DataType.INT16
                        ? CompareS16.of(comparison, l, r, o)
                        : CompareValues.of(comparison, l, r, o));
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }
}
