// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/** Nodes that only look at a value's sizes, which are known even where the value is not. */
final class Sizes {
    static final Set<String> KINDS = Set.of("Shape", "Size");

    private Sizes() {}

    /** Whether a node is one of them. */
    static boolean are(NodeProto node) {
        return NodeKinds.isOnnxs(node) && KINDS.contains(node.getOpType());
    }

    /** The sizes of a value, or how many elements it has. */
    static Literal of(Node node) {
        int[] dims = node.input(0).dims();
        if (node.kind().equals("Size")) {
            return Literal.of(new long[] {IntStream.of(dims).asLongStream().reduce(1, (a, b) -> a * b)});
        }
        int start = Math.max(0, Math.min(dims.length, counted(node.integer("start", 0), dims.length)));
        int end = Math.max(start, Math.min(dims.length, counted(node.integer("end", dims.length), dims.length)));
        long[] sizes = Arrays.stream(dims, start, end).asLongStream().toArray();
        return new Literal(TensorProto.DataType.INT64, new int[] {sizes.length}, null, sizes);
    }

    private static int counted(int index, int rank) {
        return index < 0 ? index + rank : index;
    }
}
