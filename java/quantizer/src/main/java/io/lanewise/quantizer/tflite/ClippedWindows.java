// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An average pool with any padding as pools without: a cell of padding does not count, so a window that reaches over
 * the edge is a smaller window inside. Such windows become pools of their own on slices of the image, all others
 * together one more, and concatenations put the pieces together. The same sums are divided by the same counts,
 * whatever the type.
 */
final class ClippedWindows {
    /** A file of more operators for one pool would be of no use. */
    private static final int MOST_PIECES = 1000;

    /**
     * Windows along one axis that are alike: cells [from, to) of the input seen through {@code kernel} cells at a
     * time.
     */
    private record Run(int from, int to, int kernel) {}

    private final Graph graph;
    private final GraphEditor editor;
    private final AveragePool2d pool;
    private final Tensor image;
    private final String name;

    /** {@code editor}: takes new tensors and operators. */
    ClippedWindows(Graph graph, GraphEditor editor, AveragePool2d pool) {
        this.graph = graph;
        this.editor = editor;
        this.pool = pool;
        this.image = graph.tensor(pool.input());
        this.name = graph.tensor(pool.output()).name();
    }

    /** The operator that writes the pool's output; those before it are appended. */
    Operator rewrite() {
        Window window = pool.window();
        Shape output = graph.tensor(pool.output()).shape();
        List<Run> rows = runs(
                image.shape().dim(1), window.kernelHeight(), window.strideHeight(), window.paddingTop(), output.dim(1));
        List<Run> columns = runs(
                image.shape().dim(2), window.kernelWidth(), window.strideWidth(), window.paddingLeft(), output.dim(2));
        if ((long) rows.size() * columns.size() > MOST_PIECES) {
            throw new ModelException(
                    graph.name(),
                    "AVERAGE_POOL_2D \"" + name + "\" would need " + rows.size() + " x "
                            + columns.size() + " pools in a .tflite file, whose padding is SAME or none; at most "
                            + MOST_PIECES
                            + " are written. Pad the image before an average pool without padding");
        }
        if (rows.size() == 1) {
            return band(rows.get(0), columns, pool.output());
        }
        List<Integer> bands = new ArrayList<>();
        for (Run row : rows) {
            bands.add(append(band(row, columns, activation(outputs(row, window.strideHeight()), output.dim(2)))));
        }
        return joined(bands, 1, pool.output());
    }

    /** Rows of the output from one run of windows. */
    private Operator band(Run row, List<Run> columns, int output) {
        if (columns.size() == 1) {
            return piece(row, columns.get(0), output);
        }
        List<Integer> pieces = new ArrayList<>();
        for (Run column : columns) {
            pieces.add(append(piece(
                    row,
                    column,
                    activation(
                            outputs(row, pool.window().strideHeight()),
                            outputs(column, pool.window().strideWidth())))));
        }
        return joined(pieces, 2, output);
    }

    private Operator piece(Run row, Run column, int output) {
        int height = row.to - row.from;
        int width = column.to - column.from;
        int input = pool.input();
        if (height != image.shape().dim(1) || width != image.shape().dim(2)) {
            input = append(new Slice(
                    input, activation(height, width), List.of(0, row.from, column.from, 0), Collections.nCopies(4, 1)));
        }
        return new AveragePool2d(
                input,
                output,
                Window.valid(
                        row.kernel,
                        column.kernel,
                        pool.window().strideHeight(),
                        pool.window().strideWidth(),
                        1,
                        1),
                pool.activation());
    }

    private List<Run> runs(int size, int kernel, int stride, int before, int outputs) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            int from = Math.max(0, i * stride - before);
            int to = Math.min(size, i * stride - before + kernel);
            if (to <= from) {
                throw new ModelException(
                        graph.name(), "AVERAGE_POOL_2D \"" + name + "\": a window lies wholly in the padding");
            }
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && to - from == kernel && last.kernel == kernel) {
                runs.set(runs.size() - 1, new Run(last.from, to, kernel));
            } else {
                runs.add(new Run(from, to, to - from));
            }
        }
        return runs;
    }

    private static int outputs(Run run, int stride) {
        return (run.to - run.from - run.kernel) / stride + 1;
    }

    private static Operator joined(List<Integer> parts, int axis, int output) {
        return new Concatenation(parts, output, axis, Activation.NONE);
    }

    private int activation(int height, int width) {
        return editor.add(new Tensor(
                name + "/part" + editor.tensorCount(),
                image.type(),
                Shape.of(image.shape().dim(0), height, width, image.shape().dim(3)),
                image.quantization(),
                null));
    }

    private int append(Operator operator) {
        editor.add(operator);
        return operator.output();
    }
}
