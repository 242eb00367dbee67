// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Reshape;
import io.lanewise.graph.Tensor;
import io.lanewise.graph.Transpose;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * A dense layer behind a flattened NCHW image, which an NHWC graph has to transpose for it, takes the image as it lies: its
 * weights are transposed instead, once.
 */
public final class FoldTransposes {

    private FoldTransposes() {
    }

    /** The same function without the transposes that stand before a reshape to rows and a dense layer, read by nobody else. */
    public static Graph apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        Uses uses = new Uses(graph);
        Map<Operator, Operator> replaced = new HashMap<>();
        for (Operator operator : graph.operators()) {
            if (operator instanceof FullyConnected dense && uses.producer(dense.input()) instanceof Reshape flat
                    && uses.producer(flat.input()) instanceof Transpose transpose && uses.readers(dense.input()) == 1
                    && uses.readers(flat.input()) == 1 && keepsRows(graph, transpose, flat, dense)) {
                int weights = permuted(editor, graph, transpose, dense.weights());
                replaced.put(transpose, null);
                replaced.put(flat, new Reshape(transpose.input(), flat.output()));
                replaced.put(dense, new FullyConnected(dense.input(), weights, dense.bias(), dense.output(), dense.activation(),
                        dense.keepDims()));
            }
        }
        for (Operator operator : graph.operators()) {
            Operator now = replaced.getOrDefault(operator, operator);
            if (now != null) {
                editor.operators().add(now);
            }
        }
        return editor.graph();
    }

    /** Whether the first dimension stays first and the others become one row. */
    private static boolean keepsRows(Graph graph, Transpose transpose, Reshape flat, FullyConnected dense) {
        Shape rows = graph.tensor(flat.output()).shape();
        Shape image = graph.tensor(transpose.input()).shape();
        Tensor weights = graph.tensor(dense.weights());
        return transpose.permutation().get(0) == 0 && rows.rank() == 2 && rows.dim(0) == image.dim(0) && weights.isConstant()
                && weights.type() == DataType.FLOAT32 && weights.shape().dim(1) == rows.dim(1);
    }

    /** The weights' columns in the order in which the image lies before the transpose. */
    private static int permuted(GraphEditor editor, Graph graph, Transpose transpose, int weights) {
        Tensor tensor = graph.tensor(weights);
        Shape image = graph.tensor(transpose.input()).shape();
        float[] values = Operands.floats(tensor);
        int columns = tensor.shape().dim(1);
        int rank = image.rank();
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int[] strides = new int[rank];
        int stride = 1;
        for (int d = rank - 1; d > 0; d--) {
            // Where the image's dimension goes to, and how far its cells are from each other there.
            int source = transpose.permutation().get(d);
            strides[source] = stride;
            stride *= image.dim(source);
        }
        for (int row = 0; row < tensor.shape().dim(0); row++) {
            for (int column = 0; column < columns; column++) {
                int place = 0;
                int rest = column;
                for (int d = rank - 1; d > 0; d--) {
                    place += rest % image.dim(d) * strides[d];
                    rest /= image.dim(d);
                }
                data.putFloat(values[row * columns + place]);
            }
        }
        return editor.add(new Tensor(tensor.name(), DataType.FLOAT32, tensor.shape(), null, data.flip()));
    }
}
