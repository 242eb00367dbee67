// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.resize;

import io.lanewise.graph.Graph;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.resize.ResizeBilinearF32;
import io.lanewise.instructions.resize.ResizeBilinearS8;
import io.lanewise.instructions.resize.ResizeGeometry;
import io.lanewise.instructions.resize.ResizeNearest;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.OneInput;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Resizes NHWC images to the output's height and width. Where the centre of output cell i lies in the input:
 * {@code i * (in - 1) / (out - 1)} with {@code alignCorners}, {@code (i + 0.5) * in / out - 0.5} with {@code
 * halfPixelCenters}, else {@code i * in / out}.
 */
public record Resize(int input, int output, ResizeMethod method, boolean alignCorners, boolean halfPixelCenters)
        implements OneInput {

    @Override
    public Resize remap(IntUnaryOperator map) {
        return new Resize(map.applyAsInt(input), map.applyAsInt(output), method, alignCorners, halfPixelCenters);
    }

    @Override
    public String kind() {
        return method == ResizeMethod.NEAREST ? "RESIZE_NEAREST_NEIGHBOR" : "RESIZE_BILINEAR";
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        Shape size = graph.tensor(output).shape();
        return List.of(Shape.of(
                shapes.get(0).dim(0), size.dim(1), size.dim(2), shapes.get(0).dim(3)));
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        ResizeGeometry geometry = ResizeGeometry.of(in, out, alignCorners, halfPixelCenters);
        if (method == ResizeMethod.NEAREST) {
            lowering.emit(new ResizeNearest(geometry, out.type()));
        } else {
            lowering.emit(
                    lowering.arithmetic() == Arithmetic.FLOAT32
                            ? new ResizeBilinearF32(geometry)
                            : new ResizeBilinearS8(geometry, lowering.isUnsigned(output)));
        }
    }

    @Override
    public long macs(Graph graph) {
        return 0;
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.SAME_AS_INPUT;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return method == ResizeMethod.NEAREST || type == DataType.INT8 ? Optional.empty() : OneInput.super.noForm(type);
    }

    @Override
    public boolean keepsValues() {
        return method == ResizeMethod.NEAREST;
    }
}
