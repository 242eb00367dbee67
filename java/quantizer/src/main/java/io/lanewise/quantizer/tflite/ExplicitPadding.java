// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;

/**
 * Says padding that is neither SAME nor VALID in other operators: a PAD in front of a convolution,
 * {@link ClippedWindows} for an average pool. Max pools stay as they are, for {@link PaddedMaxPool}.
 */
final class ExplicitPadding {
    private final Graph graph;
    private final GraphEditor editor;

    private ExplicitPadding(Graph graph) {
        this.graph = graph;
        this.editor = GraphEditor.withoutOperators(graph);
    }

    /** The same model with every padding, but a max pool's, SAME or VALID. */
    static Graph insert(Graph graph) {
        ExplicitPadding pass = new ExplicitPadding(graph);
        graph.operators().forEach(operator -> pass.editor.add(pass.rewrite(operator)));
        return pass.editor.graph();
    }

    private Operator rewrite(Operator operator) {
        if (operator instanceof Conv2d conv && odd(conv.input(), conv.window())) {
            return new Conv2d(
                    padded(conv.input(), conv.output(), conv.window()),
                    conv.weights(),
                    conv.bias(),
                    conv.output(),
                    PaddingScheme.valid(conv.window()),
                    conv.activation());
        }
        if (operator instanceof DepthwiseConv2d conv && odd(conv.input(), conv.window())) {
            return new DepthwiseConv2d(
                    padded(conv.input(), conv.output(), conv.window()),
                    conv.weights(),
                    conv.bias(),
                    conv.output(),
                    PaddingScheme.valid(conv.window()),
                    conv.activation());
        }
        if (operator instanceof TransposeConv conv
                && PaddingScheme.ofTransposed(
                                conv.window(), graph.tensor(conv.output()).shape())
                        .isEmpty()) {
            return cut(conv);
        }
        if (operator instanceof AveragePool2d pool && odd(pool.input(), pool.window())) {
            return new ClippedWindows(graph, editor, pool).rewrite();
        }
        return operator;
    }

    /** All that a transposed convolution reaches up to the output's last cell, then the output's part of it. */
    private Operator cut(TransposeConv conv) {
        Window window = conv.window();
        Tensor output = graph.tensor(conv.output());
        Shape shape = output.shape();
        int whole = editor.add(new Tensor(
                output.name() + "/whole",
                output.type(),
                Shape.of(
                        shape.dim(0),
                        shape.dim(1) + window.paddingTop(),
                        shape.dim(2) + window.paddingLeft(),
                        shape.dim(3)),
                output.quantization(),
                null));
        editor.add(new TransposeConv(
                conv.input(), conv.weights(), conv.bias(), whole, PaddingScheme.valid(window), conv.activation()));
        return new Slice(
                whole, conv.output(), List.of(0, window.paddingTop(), window.paddingLeft(), 0), List.of(1, 1, 1, 1));
    }

    private boolean odd(int input, Window window) {
        return PaddingScheme.of(window, graph.tensor(input).shape()).isEmpty();
    }

    private int padded(int input, int output, Window window) {
        Tensor image = graph.tensor(input);
        // Real value 0 is the zero point's, so the padded image keeps the image's quantization.
        int added = editor.add(new Tensor(
                graph.tensor(output).name() + "/pad",
                image.type(),
                padded(image.shape(), window),
                image.quantization(),
                null));
        editor.add(new Pad(
                input,
                added,
                List.of(0, window.paddingTop(), window.paddingLeft(), 0),
                List.of(0, window.paddingBottom(), window.paddingRight(), 0)));
        return added;
    }

    /** The shape of an image [batch, height, width, channels] with a window's padding around it. */
    static Shape padded(Shape image, Window window) {
        return Shape.of(
                image.dim(0),
                image.dim(1) + window.paddingTop() + window.paddingBottom(),
                image.dim(2) + window.paddingLeft() + window.paddingRight(),
                image.dim(3));
    }
}
