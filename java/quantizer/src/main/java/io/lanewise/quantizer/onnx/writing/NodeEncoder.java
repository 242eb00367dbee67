// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.Activation;
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
import io.lanewise.quantizer.onnx.writing.Nodes.Result;

/**
 * One operator of the graph as nodes of the file: its inputs as reals, ONNX's float operator, the result as it is stored.
 * Reads inputs in the order that costs no Transpose where it may choose.
 */
final class NodeEncoder implements OperatorVisitor<Result> {
    private final WindowNodes windows;
    private final DenseNodes dense;
    private final ElementwiseNodes elementwise;
    private final LayoutNodes layout;
    private final ReductionNodes reductions;

    NodeEncoder(Nodes nodes) {
        dense = new DenseNodes(nodes);
        windows = new WindowNodes(nodes, dense);
        elementwise = new ElementwiseNodes(nodes);
        layout = new LayoutNodes(nodes, dense);
        reductions = new ReductionNodes(nodes);
    }

    @Override
    public Result visit(Add operator) {
        return elementwise.apply(operator, "Add", operator.activation());
    }

    @Override
    public Result visit(AveragePool2d operator) {
        return windows.pool(operator, "AveragePool", operator.window(), operator.activation());
    }

    @Override
    public Result visit(BatchMatMul operator) {
        return dense.batchMatMul(operator);
    }

    @Override
    public Result visit(Binary operator) {
        return elementwise.apply(operator, type(operator.function()), operator.activation());
    }

    @Override
    public Result visit(Concatenation operator) {
        return layout.concatenation(operator);
    }

    @Override
    public Result visit(Conv2d operator) {
        return windows.conv2d(operator);
    }

    @Override
    public Result visit(DepthwiseConv2d operator) {
        return windows.depthwiseConv2d(operator);
    }

    @Override
    public Result visit(Dequantize operator) {
        return elementwise.dequantize(operator);
    }

    @Override
    public Result visit(FullyConnected operator) {
        return dense.fullyConnected(operator);
    }

    @Override
    public Result visit(LeakyRelu operator) {
        return elementwise.apply(operator, "LeakyRelu", Activation.NONE, Attributes.real("alpha", operator.alpha()));
    }

    @Override
    public Result visit(Logistic operator) {
        return elementwise.apply(operator, "Sigmoid", Activation.NONE);
    }

    @Override
    public Result visit(MaxPool2d operator) {
        return windows.pool(operator, "MaxPool", operator.window(), operator.activation());
    }

    @Override
    public Result visit(Mean operator) {
        return reductions.mean(operator);
    }

    @Override
    public Result visit(Mul operator) {
        return elementwise.apply(operator, "Mul", operator.activation());
    }

    @Override
    public Result visit(Pad operator) {
        return layout.pad(operator);
    }

    @Override
    public Result visit(Prelu operator) {
        return elementwise.apply(operator, "PRelu", Activation.NONE);
    }

    @Override
    public Result visit(Quantize operator) {
        return elementwise.quantize(operator);
    }

    @Override
    public Result visit(Reduce operator) {
        return reductions.reduce(operator);
    }

    @Override
    public Result visit(Relu operator) {
        return elementwise.relu(operator);
    }

    @Override
    public Result visit(Reshape operator) {
        return layout.reshape(operator);
    }

    @Override
    public Result visit(Resize operator) {
        return windows.resize(operator);
    }

    @Override
    public Result visit(Slice operator) {
        return layout.slice(operator);
    }

    @Override
    public Result visit(Softmax operator) {
        return elementwise.softmax(operator);
    }

    @Override
    public Result visit(Transpose operator) {
        return layout.transpose(operator);
    }

    @Override
    public Result visit(Unary operator) {
        return elementwise.unary(operator);
    }

    private static String type(BinaryFunction function) {
        return switch (function) {
            case DIV -> "Div";
            case MAXIMUM -> "Max";
            case MINIMUM -> "Min";
            case POW -> "Pow";
            case SUB -> "Sub";
        };
    }
}
