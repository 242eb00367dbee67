// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;

/**
 * Stores the weights of operators that stay float as integers: read directly, which makes kernels quantize their input
 * at run time ({@link SchemeArithmetic#DYNAMIC}), or behind a DEQUANTIZE ({@link SchemeArithmetic#WEIGHT_ONLY}). Needs
 * no calibration.
 */
public final class QuantizeFloatWeights {
    private final Graph graph;
    private final QuantizedEditor editor;

    private QuantizeFloatWeights(QuantizedModel model) {
        this.graph = model.graph();
        this.editor = new QuantizedEditor(model);
    }

    /**
     * {@return the model with such weights}
     *
     * @param model converted; weights under float activations are still float
     */
    public static QuantizedModel apply(QuantizedModel model) {
        QuantizeFloatWeights pass = new QuantizeFloatWeights(model);
        Graph graph = model.graph();
        for (Operator operator : graph.operators()) {
            OperatorScheme scheme = pass.editor.scheme(operator);
            boolean stored = operator instanceof WeightedOperator o
                    && graph.tensor(o.weights()).isFloatConstant()
                    && (scheme.arithmetic() == SchemeArithmetic.DYNAMIC
                            || scheme.arithmetic() == SchemeArithmetic.WEIGHT_ONLY);
            pass.editor.add(stored ? pass.store((WeightedOperator) operator, scheme) : operator);
        }
        return pass.editor.model();
    }

    private Operator store(WeightedOperator operator, OperatorScheme scheme) {
        int weights = operator.weights();
        boolean dynamic = scheme.arithmetic() == SchemeArithmetic.DYNAMIC && operator.hasDynamicRangeForm();
        boolean codebook = scheme.weights().type().isCodebook();
        int blockSize = scheme.weights().blockSize();
        require(
                operator,
                !dynamic || !codebook && blockSize == 0,
                (codebook ? "weights of a codebook" : "weights of blocks") + " are for the scheme weight-only");
        require(operator, !codebook || blockSize == 0, "weights of a codebook have no blocks");
        if (codebook) {
            int real = dequantized(editor.add(
                    Codebook.of(graph.tensor(weights), scheme.weights().type()), weights));
            return operator.remap(tensor -> tensor == weights ? real : tensor);
        }
        // Blocks lie in rows, which are of one output channel where that is the first dimension.
        if (blockSize > 0 && operator.channelAxis() == 0) {
            int real = dequantized(editor.add(
                    StoredWeights.ofBlocks(
                            graph.tensor(weights), scheme.weights().type(), blockSize),
                    weights));
            return operator.remap(tensor -> tensor == weights ? real : tensor);
        }
        boolean int8 = dynamic && !operator.takesInt4Weights(DataType.FLOAT32);
        WeightScheme.Type type =
                int8 ? WeightScheme.Type.INT8 : scheme.weights().type();
        int axis = int8 || scheme.weights().granularity().isPerChannel(operator) ? operator.channelAxis() : -1;
        int stored = editor.add(StoredWeights.of(graph.tensor(weights), type, axis), weights);
        int read = dynamic ? stored : dequantized(stored);
        Operator changed = operator.remap(tensor -> tensor == weights ? read : tensor);
        return dynamic && changed instanceof FullyConnected o
                ? new FullyConnected(o.input(), o.weights(), o.bias(), o.output(), o.activation(), o.keepDims(), true)
                : changed;
    }

    private void require(Operator operator, boolean condition, String problem) {
        if (!condition) {
            throw new ModelException(
                    graph.name(), graph.describe(graph.operators().indexOf(operator)) + ": " + problem);
        }
    }

    private int dequantized(int stored) {
        Tensor tensor = editor.tensor(stored);
        int real =
                editor.add(new Tensor(tensor.name() + "/float", DataType.FLOAT32, tensor.shape(), null, null), stored);
        editor.add(new Dequantize(stored, real));
        return real;
    }
}
