// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.conversion;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.conversion.CastValues;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Numbers as those of another type, whatever they stand for: scales are not looked at. */
public record Cast(int input, int output) implements ShapePreservingOperator {

    @Override
    public Cast remap(IntUnaryOperator map) {
        return new Cast(map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "CAST";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor out = lowering.tensor(output);
        Require.that(!lowering.isUnsigned(output), "output %s has a scale, which a CAST does not make", out);
        int read = lowering.asInFile(input);
        Tensor in = lowering.tensors().get(read);
        lowering.emit(
                new CastValues(Require.sameShape(in, out), in.type(), out.type()), List.of(read), List.of(output));
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }
}
