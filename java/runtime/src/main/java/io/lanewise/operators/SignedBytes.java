// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.instructions.activation.LookupTable;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * Quantized uint8 as int8 of the same reals: values and zero points are 128 less, which is another highest bit in each
 * byte. Instructions know int8 alone; where TFLite's kernels of uint8 compute in another way than those of int8,
 * {@link Lowering#isUnsigned} tells.
 */
final class SignedBytes {
    private static final int OFFSET = 128;

    private SignedBytes() {}

    /** Whether a tensor's bytes stand for reals and have no sign. */
    static boolean isUnsigned(Tensor tensor) {
        return tensor.type() == DataType.UINT8
                && tensor.quantization() != null
                && !tensor.quantization().isCodebook();
    }

    /** The graph with all such tensors in int8, at their indices; the same graph if it has none. */
    static Graph of(Graph graph) {
        if (graph.tensors().stream().noneMatch(SignedBytes::isUnsigned)) {
            return graph;
        }
        GraphEditor editor = GraphEditor.of(graph);
        for (int i = 0; i < editor.tensorCount(); i++) {
            if (isUnsigned(editor.tensor(i))) {
                editor.replace(i, signed(editor.tensor(i)));
            }
        }
        return editor.graph();
    }

    private static Tensor signed(Tensor tensor) {
        return new Tensor(
                tensor.name(),
                DataType.INT8,
                tensor.shape(),
                signed(tensor.quantization()),
                tensor.isConstant() ? flipped(tensor.data()) : null);
    }

    private static Quantization signed(Quantization quantization) {
        if (!quantization.isPerChannel()) {
            return Quantization.perTensor(quantization.scale(), quantization.zeroPoint() - OFFSET);
        }
        float[] scales = new float[quantization.channels()];
        int[] zeroPoints = new int[scales.length];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = quantization.scale(c);
            zeroPoints[c] = quantization.zeroPoint(c) - OFFSET;
        }
        return Quantization.perChannel(scales, zeroPoints, quantization.axis());
    }

    private static ByteBuffer flipped(ByteBuffer bytes) {
        byte[] flipped = new byte[bytes.remaining()];
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] = (byte) (bytes.get(i) ^ OFFSET);
        }
        return ByteBuffer.wrap(flipped);
    }

    /** Changes every byte's highest bit: from uint8 to int8 and back. */
    static LookupTable flip() {
        byte[] values = new byte[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) i;
        }
        return new LookupTable(values);
    }
}
