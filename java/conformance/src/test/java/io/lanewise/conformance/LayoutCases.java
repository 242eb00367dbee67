// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import java.util.ArrayList;
import java.util.List;

/** Random operators that only move elements. */
final class LayoutCases {

    private LayoutCases() {
    }

    static Graph concatenation(CaseBuilder b) {
        int rank = b.between(1, 4);
        int axis = b.between(0, rank - 1);
        int[] dims = b.shape(rank, 7);
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        List<Integer> inputs = new ArrayList<>();
        int total = 0;
        for (int i = b.between(1, 5); i > 0; i--) {
            dims[axis] = b.between(1, 20);
            total += dims[axis];
            inputs.add(b.input(quantization, dims.clone()));
        }
        dims[axis] = total;
        return b.build(new Concatenation(inputs, b.output(quantization, dims), axis, Activation.NONE));
    }

    static Graph pad(CaseBuilder b) {
        int rank = b.between(1, 4);
        int[] dims = b.shape(rank, 7);
        int[] padded = dims.clone();
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            before.add(b.between(0, 3));
            after.add(b.between(0, 3));
            padded[d] += before.get(d) + after.get(d);
        }
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(new Pad(b.input(quantization, dims), b.output(quantization, padded), before, after));
    }

    static Graph reshape(CaseBuilder b) {
        int[] dims = b.shape(b.between(2, 4), 7);
        int[] folded = java.util.Arrays.copyOfRange(dims, 1, dims.length);
        folded[0] *= dims[0];
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(new Reshape(b.input(quantization, dims), b.output(quantization, folded)));
    }

    static Graph transpose(CaseBuilder b) {
        int rank = b.between(2, 5);
        int[] dims = b.shape(rank, 6);
        List<Integer> permutation = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            permutation.add(b.between(0, d), d);
        }
        int[] moved = permutation.stream().mapToInt(d -> dims[d]).toArray();
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(new Transpose(b.input(quantization, dims), b.output(quantization, moved), permutation));
    }

    /** Steps of one, or of any size forwards and backwards. */
    static Graph slice(CaseBuilder b) {
        int rank = b.between(1, 4);
        boolean strided = b.oneIn(2);
        int[] dims = b.shape(rank, 9);
        int[] size = new int[rank];
        List<Integer> begin = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            int from = b.between(0, dims[d] - 1);
            int stride = !strided ? 1 : b.oneIn(2) ? b.between(1, 3) : -b.between(1, 3);
            int room = stride > 0 ? (dims[d] - 1 - from) / stride : from / -stride;
            begin.add(from);
            strides.add(stride);
            size[d] = b.between(1, room + 1);
        }
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(new Slice(b.input(quantization, dims), b.output(quantization, size), begin, strides));
    }

    static Graph resizeNearest(CaseBuilder b) {
        return resize(b, ResizeMethod.NEAREST);
    }

    static Graph resizeBilinear(CaseBuilder b) {
        return resize(b, ResizeMethod.BILINEAR);
    }

    private static Graph resize(CaseBuilder b, ResizeMethod method) {
        int[] dims = b.shape(4, 9);
        int[] size = {dims[0], b.between(1, 20), b.between(1, 20), dims[3]};
        int kind = b.between(0, 2);
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        return b.build(new Resize(b.input(quantization, dims), b.output(quantization, size), method, kind == 1, kind == 2));
    }

    static Graph reduceExtreme(CaseBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 7);
        int first = b.between(0, dims.length - 1);
        int last = b.between(first, dims.length - 1);
        List<Integer> axes = new ArrayList<>();
        int[] reduced = dims.clone();
        for (int d = first; d <= last; d++) {
            axes.add(d);
            reduced[d] = 1;
        }
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        ReduceFunction function = b.oneIn(2) ? ReduceFunction.MAX : ReduceFunction.MIN;
        return b.build(new Reduce(function, b.input(quantization, dims), b.output(quantization, reduced), axes, true));
    }
}
