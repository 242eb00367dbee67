// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.resize;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Resizes NHWC images to the output's height and width. Where the centre of output cell i lies in the input:
 * {@code i * (in - 1) / (out - 1)} with {@code alignCorners}, {@code (i + 0.5) * in / out - 0.5} with {@code halfPixelCenters},
 * else {@code i * in / out}.
 */
public record Resize(int input, int output, ResizeMethod method, boolean alignCorners, boolean halfPixelCenters) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Resize remap(IntUnaryOperator map) {
        return new Resize(map.applyAsInt(input), map.applyAsInt(output), method, alignCorners, halfPixelCenters);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return method == ResizeMethod.NEAREST ? "RESIZE_NEAREST_NEIGHBOR" : "RESIZE_BILINEAR";
    }
}
