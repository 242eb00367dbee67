// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.ModelFailure;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.BinaryFunction;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import io.lanewise.quantization.Rounding;
import io.lanewise.tensor.DataType;

/**
 * Refuses a graph as soon as it is loaded, whatever backend will run it: works out every operator's parameters, which is
 * where shapes, types and quantizations are checked, and drops them.
 */
public final class GraphCheck implements OperatorVisitor<Object> {
    private final Graph graph;
    private final int index;

    private GraphCheck(Graph graph, int index) {
        this.graph = graph;
        this.index = index;
    }

    /**
     * Returns if every operator's shapes, types and quantizations fit together, and every input has elements.
     *
     * @throws ModelException for the first operator where they do not, or the first input without elements
     */
    public static void check(Graph graph) {
        for (int input : graph.inputs()) {
            if (graph.tensor(input).shape().elements() == 0) {
                throw new ModelException(graph.name(), "input " + graph.tensor(input) + " has no elements");
            }
        }
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            if (graph.tensor(operator.output()).type() == DataType.INT16 && !Int16Forms.has(operator)) {
                throw new ModelException(graph.name(), graph.describe(i) + ": int16 is not supported by this operator");
            }
            try {
                operator.accept(new GraphCheck(graph, i));
            } catch (IllegalArgumentException | ArithmeticException e) {
                // Sizes past 2^31 - 1, which shapes and windows refuse without knowing whose they are.
                throw new ModelException(graph.name(), graph.describe(i) + ": " + e.getMessage(), e);
            } catch (RuntimeException | OutOfMemoryError e) {
                throw ModelFailure.of(graph.name(), graph.describe(i), e);
            }
        }
    }

    @Override
    public Object visit(Conv2d operator) {
        WindowGeometry.of(graph, index, operator);
        return weighted(operator);
    }

    @Override
    public Object visit(DepthwiseConv2d operator) {
        WindowGeometry.of(graph, index, operator);
        return weighted(operator);
    }

    @Override
    public Object visit(FullyConnected operator) {
        FullyConnectedShape.of(graph, index, operator);
        return weighted(operator);
    }

    private Object weighted(WeightedOperator operator) {
        Weights.of(graph, index, operator);
        if (DynamicScaling.is(graph, operator)) {
            DynamicScaling.of(graph, index, operator);
        }
        if (isInteger()) {
            if (graph.rounding() == Rounding.ONNX) {
                FloatRequantization.of(graph, index, operator);
            } else if (operator instanceof FullyConnected dense) {
                FullyConnectedRequantization.of(graph, index, dense);
            } else {
                Requantization.of(graph, index, operator);
            }
            BiasScale.check(new OperatorContext(graph, index), operator);
        }
        return null;
    }

    @Override
    public Object visit(AveragePool2d operator) {
        Arithmetic.of(graph, index);
        return WindowGeometry.of(graph, index, operator);
    }

    @Override
    public Object visit(MaxPool2d operator) {
        Arithmetic.of(graph, index);
        return WindowGeometry.of(graph, index, operator);
    }

    @Override
    public Object visit(Mean operator) {
        ReductionShape.of(graph, index, operator);
        return isInteger() ? MeanParameters.of(graph, index, operator) : null;
    }

    @Override
    public Object visit(Add operator) {
        Broadcast.of(graph, index, operator);
        return isInteger() ? AddParameters.of(graph, index, operator) : null;
    }

    @Override
    public Object visit(Mul operator) {
        Broadcast.of(graph, index, operator);
        return isInteger() ? MulParameters.of(graph, index, operator) : null;
    }

    @Override
    public Object visit(Unary operator) {
        ElementwiseShape.of(graph, index, operator);
        return isInt8() ? LookupTable.of(graph, index, operator) : null;
    }

    @Override
    public Object visit(LeakyRelu operator) {
        ElementwiseShape.of(graph, index, operator);
        return isInt8() ? LookupTable.of(graph, index, operator) : null;
    }

    @Override
    public Object visit(Prelu operator) {
        Broadcast.of(graph, index, operator);
        return isInt8() ? LeakyReluParameters.of(graph, index, operator) : null;
    }

    @Override
    public Object visit(Binary operator) {
        Broadcast.of(graph, index, operator);
        if (isInt8()) {
            BinaryForms.requireInt8(graph, index, operator);
            return operator.function() == BinaryFunction.SUB ? AddParameters.ofDifference(graph, index, operator) : null;
        }
        return null;
    }

    @Override
    public Object visit(Transpose operator) {
        return StridedView.of(graph, index, operator);
    }

    @Override
    public Object visit(Slice operator) {
        return StridedView.of(graph, index, operator);
    }

    @Override
    public Object visit(Reduce operator) {
        return ReductionShape.of(graph, index, operator);
    }

    @Override
    public Object visit(Resize operator) {
        return ResizeGeometry.of(graph, index, operator);
    }

    @Override
    public Object visit(BatchMatMul operator) {
        return MatrixShape.of(graph, index, operator);
    }

    @Override
    public Object visit(Softmax operator) {
        SoftmaxShape.of(graph, index, operator);
        return isInt8() ? SoftmaxParameters.of(graph, index, operator)
                : isInt16() ? SoftmaxInt16Parameters.of(graph, index, operator) : null;
    }

    @Override
    public Object visit(Logistic operator) {
        ElementwiseShape.of(graph, index, operator);
        return isInt8() ? LookupTable.of(graph, index, operator)
                : isInt16() ? LogisticInt16Parameters.of(graph, index, operator) : null;
    }

    @Override
    public Object visit(Relu operator) {
        ElementwiseShape.of(graph, index, operator);
        return isInteger() ? Requantization.of(graph, index, operator) : null;
    }

    @Override
    public Object visit(Quantize operator) {
        ElementwiseShape.of(graph, index, operator);
        return graph.tensor(operator.input()).type() != DataType.FLOAT32 ? Requantization.of(graph, index, operator)
                : AffineParameters.of(graph, index, operator);
    }

    @Override
    public Object visit(Dequantize operator) {
        ElementwiseShape.of(graph, index, operator);
        return AffineParameters.of(graph, index, operator);
    }

    @Override
    public Object visit(Reshape operator) {
        Arithmetic.of(graph, index);
        return ElementwiseShape.of(graph, index, operator);
    }

    @Override
    public Object visit(Pad operator) {
        return PadParameters.of(graph, index, operator);
    }

    @Override
    public Object visit(Concatenation operator) {
        return ConcatenationParameters.of(graph, index, operator);
    }

    private boolean isInteger() {
        return Arithmetic.of(graph, index) != Arithmetic.FLOAT32;
    }

    private boolean isInt16() {
        return Arithmetic.of(graph, index) == Arithmetic.INT16;
    }

    private boolean isInt8() {
        return Arithmetic.of(graph, index) == Arithmetic.INT8;
    }
}
