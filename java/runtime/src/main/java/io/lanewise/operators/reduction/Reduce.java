// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.reduction;

import io.lanewise.graph.Graph;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.reduction.MeanParameters;
import io.lanewise.instructions.reduction.MeanS16;
import io.lanewise.instructions.reduction.MeanS8;
import io.lanewise.instructions.reduction.ProductParameters;
import io.lanewise.instructions.reduction.ReduceExtremumS16;
import io.lanewise.instructions.reduction.ReduceExtremumS8;
import io.lanewise.instructions.reduction.ReduceF32;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.instructions.reduction.ReduceIntegers;
import io.lanewise.instructions.reduction.ReduceProduct;
import io.lanewise.instructions.reduction.ReductionShape;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.OneInput;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A sum, product, extremum or joint truth over {@code axes} (not negative, ascending). {@code keepDims} leaves the
 * reduced dimensions as size 1. The mean is {@link Mean}.
 */
public record Reduce(ReduceFunction function, int input, int output, List<Integer> axes, boolean keepDims)
        implements OneInput {

    public Reduce {
        axes = List.copyOf(axes);
    }

    @Override
    public Reduce remap(IntUnaryOperator map) {
        return new Reduce(function, map.applyAsInt(input), map.applyAsInt(output), axes, keepDims);
    }

    @Override
    public String kind() {
        return switch (function) {
            case ALL -> "REDUCE_ALL";
            case ANY -> "REDUCE_ANY";
            case MAX -> "REDUCE_MAX";
            case MIN -> "REDUCE_MIN";
            case PROD -> "REDUCE_PROD";
            case SUM -> "SUM";
        };
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
        if (function.isLogical() || out.type().isIndex()) {
            Require.that(function.isLogical() == (out.type() == DataType.BOOL), "%s is not supported", out);
            Require.sameType(in, out);
            lowering.emit(new ReduceIntegers(shape, function, out.type()));
            return;
        }
        lowering.emit(
                switch (lowering.arithmetic()) {
                    case FLOAT32 -> new ReduceF32(shape, function, lowering.reproducible());
                    case INT16, INT8 -> integers(shape, in, out);
                });
    }

    private Instruction integers(ReductionShape shape, Tensor in, Tensor out) {
        boolean wide = out.type() == DataType.INT16;
        if (function == ReduceFunction.PROD) {
            return new ReduceProduct(shape, ProductParameters.of(in, out, shape.reduced()), out.type());
        }
        if (function == ReduceFunction.SUM) {
            MeanParameters parameters = MeanParameters.ofSum(in, out, shape.reduced());
            return wide ? new MeanS16(shape, parameters) : new MeanS8(shape, parameters);
        }
        Require.sameQuantization(in, out);
        boolean largest = function == ReduceFunction.MAX;
        return wide ? new ReduceExtremumS16(shape, largest) : new ReduceExtremumS8(shape, largest);
    }

    @Override
    public long macs(Graph graph) {
        return 0;
    }

    @Override
    public OutputScale outputScale() {
        return keepsValues() ? OutputScale.SAME_AS_INPUT : OutputScale.OWN;
    }

    /** Sums of integers are those of TFLite's optimized kernels; its reference reads the values without their sign. */
    @Override
    public Optional<String> noForm(DataType type) {
        return function.isLogical() ? OneInput.super.noForm(type) : Optional.empty();
    }

    @Override
    public boolean keepsValues() {
        return function == ReduceFunction.MAX || function == ReduceFunction.MIN;
    }
}
