// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.reduction;

import io.lanewise.graph.Graph;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.reduction.MeanF32;
import io.lanewise.instructions.reduction.MeanParameters;
import io.lanewise.instructions.reduction.MeanS16;
import io.lanewise.instructions.reduction.MeanS8;
import io.lanewise.instructions.reduction.ReductionShape;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.OneInput;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Mean over {@code axes} (not negative, ascending). {@code keepDims} leaves the reduced dimensions as size 1. */
public record Mean(int input, int output, List<Integer> axes, boolean keepDims) implements OneInput {

    public Mean {
        axes = List.copyOf(axes);
    }

    @Override
    public Mean remap(IntUnaryOperator map) {
        return new Mean(map.applyAsInt(input), map.applyAsInt(output), axes, keepDims);
    }

    @Override
    public String kind() {
        return "MEAN";
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        return List.of(ReductionShape.output(shapes.get(0), axes, keepDims));
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        ReductionShape shape = ReductionShape.of(in, out, axes, keepDims);
        lowering.emit(
                switch (lowering.arithmetic()) {
                    case FLOAT32 -> new MeanF32(shape, lowering.reproducible());
                    case INT16 -> new MeanS16(shape, MeanParameters.of(in, out, shape.reduced()));
                    case INT8 -> new MeanS8(shape, MeanParameters.of(in, out, shape.reduced()));
                });
    }

    @Override
    public long macs(Graph graph) {
        return 0;
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return Optional.empty();
    }
}
