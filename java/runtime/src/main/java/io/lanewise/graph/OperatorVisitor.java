// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

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
