// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.AveragePool2d;
import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.Graph;
import io.lanewise.graph.MaxPool2d;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Pad;
import io.lanewise.graph.Tensor;
import io.lanewise.graph.Window;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Gives convolutions whose padding is neither SAME nor VALID a PAD operator in front. */
final class ExplicitPadding {
    private final Graph graph;
    private final List<Tensor> tensors;
    private final List<Operator> operators = new ArrayList<>();

    private ExplicitPadding(Graph graph) {
        this.graph = graph;
        this.tensors = new ArrayList<>(graph.tensors());
    }

    /**
     * The same model with every padding SAME or VALID.
     *
     * @throws ModelException for a pool with other padding: its cells outside the image do not count, those of a PAD would
     */
    static Graph insert(Graph graph) {
        ExplicitPadding pass = new ExplicitPadding(graph);
        for (int i = 0; i < graph.operators().size(); i++) {
            pass.operators.add(pass.rewrite(i, graph.operators().get(i)));
        }
        return graph.with(pass.tensors, pass.operators, graph.inputs(), graph.outputs());
    }

    private Operator rewrite(int index, Operator operator) {
        if (operator instanceof Conv2d conv && odd(conv.input(), conv.window())) {
            return new Conv2d(padded(conv.input(), conv.output(), conv.window()), conv.weights(), conv.bias(),
                    conv.output(), PaddingScheme.valid(conv.window()), conv.activation());
        }
        if (operator instanceof DepthwiseConv2d conv && odd(conv.input(), conv.window())) {
            return new DepthwiseConv2d(padded(conv.input(), conv.output(), conv.window()), conv.weights(), conv.bias(),
                    conv.output(), PaddingScheme.valid(conv.window()), conv.activation());
        }
        if (operator instanceof MaxPool2d pool && odd(pool.input(), pool.window())) {
            throw unwritable(index, pool.window());
        }
        if (operator instanceof AveragePool2d pool && odd(pool.input(), pool.window())) {
            throw unwritable(index, pool.window());
        }
        return operator;
    }

    private boolean odd(int input, Window window) {
        return PaddingScheme.of(window, graph.tensor(input).shape()).isEmpty();
    }

    private int padded(int input, int output, Window window) {
        Tensor image = graph.tensor(input);
        int[] dims = image.shape().dims();
        dims[1] += window.paddingTop() + window.paddingBottom();
        dims[2] += window.paddingLeft() + window.paddingRight();
        // Real value 0 is the zero point's, so the padded image keeps the image's quantization.
        tensors.add(new Tensor(graph.tensor(output).name() + "/pad", image.type(), Shape.of(dims), image.quantization(),
                null));
        int added = tensors.size() - 1;
        operators.add(new Pad(input, added, List.of(0, window.paddingTop(), window.paddingLeft(), 0),
                List.of(0, window.paddingBottom(), window.paddingRight(), 0)));
        return added;
    }

    private ModelException unwritable(int index, Window window) {
        return new ModelException(graph.name(), graph.describe(index) + " is padded by " + window.paddingTop() + " above, "
                + window.paddingLeft() + " left, " + window.paddingBottom() + " below and " + window.paddingRight()
                + " right; in a .tflite file a pool's padding is SAME (as even as the output's size allows) or none");
    }
}
