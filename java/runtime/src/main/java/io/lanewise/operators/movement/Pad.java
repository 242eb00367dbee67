// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.movement;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.movement.PadParameters;
import io.lanewise.instructions.movement.PadValues;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.MovingOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Adds {@code before[d]} and {@code after[d]} cells of real value 0 around dimension d. */
public record Pad(int input, int output, List<Integer> before, List<Integer> after) implements MovingOperator {

    public Pad {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    @Override
    public Pad remap(IntUnaryOperator map) {
        return new Pad(map.applyAsInt(input), map.applyAsInt(output), before, after);
    }

    @Override
    public String kind() {
        return "PAD";
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        int[] dims = shapes.get(0).dims();
        for (int d = 0; d < dims.length; d++) {
            dims[d] += before.get(d) + after.get(d);
        }
        return List.of(Shape.of(dims));
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        PadParameters parameters = PadParameters.of(in, out, before, after);
        int zeroPoint = out.type() == DataType.INT8 ? out.quantization().zeroPoint() : 0;
        lowering.emit(new PadValues(parameters, out.type(), zeroPoint));
    }
}
