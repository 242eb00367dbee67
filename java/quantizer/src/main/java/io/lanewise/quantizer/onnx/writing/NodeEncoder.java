// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Operator;
import io.lanewise.operators.KindTable;
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
import io.lanewise.tensor.Activation;
import java.util.Set;

/**
 * One operator of the graph as nodes of the file: its inputs as reals, ONNX's float operator, the result as it is stored.
 * Reads inputs in the order that costs no Transpose where it may choose.
 */
final class NodeEncoder {
    private final KindTable<Result> table = new KindTable<>();
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
        table.add(Add.class, this::add);
        table.add(AveragePool2d.class, this::averagePool2d);
        table.add(BatchMatMul.class, this::batchMatMul);
        table.add(Binary.class, this::binary);
        table.add(Concatenation.class, this::concatenation);
        table.add(Conv2d.class, this::conv2d);
        table.add(DepthwiseConv2d.class, this::depthwiseConv2d);
        table.add(Dequantize.class, this::dequantize);
        table.add(FullyConnected.class, this::fullyConnected);
        table.add(LeakyRelu.class, this::leakyRelu);
        table.add(Logistic.class, this::logistic);
        table.add(MaxPool2d.class, this::maxPool2d);
        table.add(Mean.class, this::mean);
        table.add(Mul.class, this::mul);
        table.add(Pad.class, this::pad);
        table.add(Prelu.class, this::prelu);
        table.add(Quantize.class, this::quantize);
        table.add(Reduce.class, this::reduce);
        table.add(Relu.class, this::relu);
        table.add(Reshape.class, this::reshape);
        table.add(Resize.class, this::resize);
        table.add(Slice.class, this::slice);
        table.add(Softmax.class, this::softmax);
        table.add(Transpose.class, this::transpose);
        table.add(Unary.class, this::unary);
    }

    /** Writes an operator. */
    Result write(Operator operator) {
        return table.apply(operator);
    }

    /** The kinds that can be written. */
    Set<Class<? extends Operator>> kinds() {
        return table.kinds();
    }

    private Result add(Add operator) {
        return elementwise.apply(operator, "Add", operator.activation());
    }

    private Result averagePool2d(AveragePool2d operator) {
        return windows.pool(operator, "AveragePool", operator.window(), operator.activation());
    }

    private Result batchMatMul(BatchMatMul operator) {
        return dense.batchMatMul(operator);
    }

    private Result binary(Binary operator) {
        return elementwise.apply(operator, type(operator.function()), operator.activation());
    }

    private Result concatenation(Concatenation operator) {
        return layout.concatenation(operator);
    }

    private Result conv2d(Conv2d operator) {
        return windows.conv2d(operator);
    }

    private Result depthwiseConv2d(DepthwiseConv2d operator) {
        return windows.depthwiseConv2d(operator);
    }

    private Result dequantize(Dequantize operator) {
        return elementwise.dequantize(operator);
    }

    private Result fullyConnected(FullyConnected operator) {
        return dense.fullyConnected(operator);
    }

    private Result leakyRelu(LeakyRelu operator) {
        return elementwise.apply(operator, "LeakyRelu", Activation.NONE, Attributes.real("alpha", operator.alpha()));
    }

    private Result logistic(Logistic operator) {
        return elementwise.apply(operator, "Sigmoid", Activation.NONE);
    }

    private Result maxPool2d(MaxPool2d operator) {
        return windows.pool(operator, "MaxPool", operator.window(), operator.activation());
    }

    private Result mean(Mean operator) {
        return reductions.mean(operator);
    }

    private Result mul(Mul operator) {
        return elementwise.apply(operator, "Mul", operator.activation());
    }

    private Result pad(Pad operator) {
        return layout.pad(operator);
    }

    private Result prelu(Prelu operator) {
        return elementwise.apply(operator, "PRelu", Activation.NONE);
    }

    private Result quantize(Quantize operator) {
        return elementwise.quantize(operator);
    }

    private Result reduce(Reduce operator) {
        return reductions.reduce(operator);
    }

    private Result relu(Relu operator) {
        return elementwise.relu(operator);
    }

    private Result reshape(Reshape operator) {
        return layout.reshape(operator);
    }

    private Result resize(Resize operator) {
        return windows.resize(operator);
    }

    private Result slice(Slice operator) {
        return layout.slice(operator);
    }

    private Result softmax(Softmax operator) {
        return elementwise.softmax(operator);
    }

    private Result transpose(Transpose operator) {
        return layout.transpose(operator);
    }

    private Result unary(Unary operator) {
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
