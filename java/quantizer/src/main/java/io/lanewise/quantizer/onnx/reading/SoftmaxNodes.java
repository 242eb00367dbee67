// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.operators.activation.LogSoftmax;
import io.lanewise.operators.activation.Softmax;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Softmax and its logarithm, along one axis. */
final class SoftmaxNodes {

    private SoftmaxNodes() {}

    static void addTo(NodeTable table) {
        table.add("LogSoftmax", SoftmaxNodes::logSoftmax);
        table.add("Softmax", SoftmaxNodes::softmax);
    }

    private static Value softmax(Node node, Emission emission) {
        return normalized(node, emission, SoftmaxNodes::softmax);
    }

    /** Integers that are multiplied by a number first have it as the softmax's beta, which ONNX does not know. */
    private static Computed softmax(Emission emission, Computed x, int axis) {
        Emission.Scaled scaled = emission.scaledIntegers(x).orElse(new Emission.Scaled(x, 1));
        Computed last = emission.ordered(scaled.value(), Orders.lastAxis(x.order(), axis));
        return emission.emit(last.dims(), last.order(), output -> new Softmax(last.tensor(), output, scaled.factor()));
    }

    private static Value logSoftmax(Node node, Emission emission) {
        return normalized(node, emission, (e, x, axis) -> {
            Computed last = e.ordered(x, Orders.lastAxis(x.order(), axis));
            return e.emit(last.dims(), last.order(), output -> new LogSoftmax(last.tensor(), output));
        });
    }

    private interface Normalization {
        Computed apply(Emission emission, Computed x, int axis);
    }

    /** Along one axis since opset 13; before, over all from it on as one. */
    private static Value normalized(Node node, Emission emission, Normalization normalization) {
        Computed x = node.computed(0);
        if (node.opset() >= 13) {
            return normalization.apply(emission, x, Node.axis(node.integer("axis", -1), x.rank()));
        }
        int axis = Node.axis(node.integer("axis", 1), x.rank());
        if (IntStream.range(axis + 1, x.rank()).allMatch(d -> x.dims()[d] == 1)) {
            return normalization.apply(emission, x, axis);
        }
        if (IntStream.range(axis, x.rank() - 1).allMatch(d -> x.dims()[d] == 1)) {
            return normalization.apply(emission, x, x.rank() - 1);
        }
        Layout layout = new Layout(emission);
        int rows = Literal.elements(Arrays.copyOf(x.dims(), axis));
        Computed flat = layout.reshape(x, rows, Literal.elements(x.dims()) / rows);
        return layout.reshape(normalization.apply(emission, flat, 1), x.dims());
    }
}
