// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.graph.Activation;
import io.lanewise.graph.Concatenation;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Pad;
import io.lanewise.graph.Reshape;
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
}
