// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pruning saves, known before anything is trained. Weights that are set to zero save nothing of this: the
 * file does not become smaller unless it is compressed, and kernels skip whole blocks alone.
 *
 * @param operators in the order in which they run
 * @param before of the whole graph as it is
 * @param after of the whole graph without what is pruned
 */
public record PruningPreview(List<Entry> operators, Total before, Total after) {

    /**
     * One operator.
     *
     * @param index position
     * @param kind such as {@code CONV_2D}
     * @param name of the tensor that it writes
     * @param before with all channels
     * @param after without those that go
     */
    public record Entry(int index, String kind, String name, Size before, Size after) {}

    /**
     * What one operator costs.
     *
     * @param outputs size of the last dimension of what it writes: of images the channels; 1 of a scalar
     * @param constants elements of its constants: bytes, when weights are int8, but of biases, which have four
     * @param macs multiply-accumulates of one inference
     */
    public record Size(int outputs, long constants, long macs) {}

    /**
     * What a graph costs.
     *
     * @param macs multiply-accumulates of one inference
     * @param int8Bytes of the {@code .tflite} file when it is quantized
     */
    public record Total(long macs, long int8Bytes) {}

    /**
     * Copies the list.
     *
     * @param operators in the order in which they run
     * @param before of the whole graph as it is
     * @param after of the whole graph without what is pruned
     */
    public PruningPreview {
        operators = List.copyOf(operators);
    }

    /**
     * {@return what is saved between two graphs}
     *
     * @param before with all channels
     * @param after made of it: the same operators, of the same indices
     * @throws ModelException if a graph cannot become int8; the message names the operator
     */
    public static PruningPreview of(Graph before, Graph after) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < before.operators().size(); i++) {
            Operator operator = before.operators().get(i);
            entries.add(new Entry(
                    i,
                    operator.kind(),
                    before.tensor(operator.outputs().get(0)).name(),
                    size(before, operator),
                    size(after, after.operators().get(i))));
        }
        return new PruningPreview(entries, total(before), total(after));
    }

    private static Size size(Graph graph, Operator operator) {
        long constants = operator.inputs().stream()
                .distinct()
                .filter(input -> graph.tensor(input).isConstant())
                .mapToLong(input -> graph.tensor(input).shape().elements())
                .sum();
        var shape = graph.tensor(operator.outputs().get(0)).shape();
        return new Size(shape.rank() == 0 ? 1 : shape.dim(-1), constants, operator.macs(graph));
    }

    private static Total total(Graph graph) {
        return new Total(
                graph.operators().stream()
                        .mapToLong(operator -> operator.macs(graph))
                        .sum(),
                Int8Size.of(graph));
    }
}
