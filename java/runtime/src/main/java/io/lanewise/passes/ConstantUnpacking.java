// SPDX-License-Identifier: Apache-2.0
package io.lanewise.passes;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * Replaces int4 constants by the same values in int8, which is how they are computed with, save indices of a codebook.
 * Tensors keep their indices.
 */
public final class ConstantUnpacking {

    private ConstantUnpacking() {}

    /** The graph without int4 constants; the same graph if it has none. */
    public static Graph apply(Graph graph) {
        if (graph.tensors().stream().noneMatch(ConstantUnpacking::isPacked)) {
            return graph;
        }
        GraphEditor editor = GraphEditor.of(graph);
        for (int i = 0; i < editor.tensorCount(); i++) {
            if (isPacked(editor.tensor(i))) {
                editor.replace(i, unpacked(editor.tensor(i)));
            }
        }
        return editor.graph();
    }

    private static boolean isPacked(Tensor tensor) {
        return tensor.isConstant()
                && tensor.type() == DataType.INT4
                && (tensor.quantization() == null || !tensor.quantization().isCodebook());
    }

    private static Tensor unpacked(Tensor tensor) {
        byte[] values = PackedInt4.unpack(tensor.data(), tensor.shape().elements());
        return new Tensor(tensor.name(), DataType.INT8, tensor.shape(), tensor.quantization(), ByteBuffer.wrap(values));
    }
}
