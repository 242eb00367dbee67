// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.movement;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.movement.StridedCopy;
import io.lanewise.instructions.movement.StridedView;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.MovingOperator;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Takes cells {@code begin[d]}, {@code begin[d] + strides[d]}, ... along each dimension d, as many as the output has
 * there. A stride may be negative, not 0.
 */
public record Slice(int input, int output, List<Integer> begin, List<Integer> strides) implements MovingOperator {

    public Slice {
        begin = List.copyOf(begin);
        strides = List.copyOf(strides);
    }

    @Override
    public Slice remap(IntUnaryOperator map) {
        return new Slice(map.applyAsInt(input), map.applyAsInt(output), begin, strides);
    }

    @Override
    public String kind() {
        return strides.stream().allMatch(stride -> stride == 1) ? "SLICE" : "STRIDED_SLICE";
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        Shape from = graph.tensor(input).shape();
        int[] dims = graph.tensor(output).shape().dims();
        for (int d = 0; d < dims.length; d++) {
            boolean whole = dims[d] == from.dim(d) && begin.get(d) == 0 && strides.get(d) == 1;
            dims[d] = whole ? shapes.get(0).dim(d) : dims[d];
        }
        return List.of(Shape.of(dims));
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        lowering.emit(new StridedCopy(StridedView.ofSlice(in, out, begin, strides), out.type()));
    }
}
