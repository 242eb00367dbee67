// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

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

/**
 * One method for each kind of operator, so that the compiler shows what a new kind still misses.
 *
 * @param <R> what a visit returns
 */
public interface OperatorVisitor<R> {
    R visit(Add operator);

    R visit(AveragePool2d operator);

    R visit(BatchMatMul operator);

    R visit(Binary operator);

    R visit(Concatenation operator);

    R visit(Conv2d operator);

    R visit(DepthwiseConv2d operator);

    R visit(Dequantize operator);

    R visit(FullyConnected operator);

    R visit(LeakyRelu operator);

    R visit(Logistic operator);

    R visit(MaxPool2d operator);

    R visit(Mean operator);

    R visit(Mul operator);

    R visit(Pad operator);

    R visit(Prelu operator);

    R visit(Quantize operator);

    R visit(Reduce operator);

    R visit(Relu operator);

    R visit(Reshape operator);

    R visit(Resize operator);

    R visit(Slice operator);

    R visit(Softmax operator);

    R visit(Transpose operator);

    R visit(Unary operator);
}
