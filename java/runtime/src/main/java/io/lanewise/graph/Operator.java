// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.matmul.BatchMatMul;
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
import java.util.List;
import java.util.function.IntUnaryOperator;

/** One step of a graph. Operators name tensors by their index in {@link Graph#tensors()}. */
public sealed interface Operator permits Add, AveragePool2d, BatchMatMul, Binary, Concatenation, Dequantize,
        LeakyRelu, Logistic, MaxPool2d, Mean, Mul, Pad, Prelu, Quantize, Reduce, Relu, Reshape, Resize, Slice, Softmax,
        Transpose, Unary, WeightedOperator {

    /** Indices of the tensors read, constants included, absent ones left out. */
    List<Integer> inputs();

    /** Indices of the inputs that are activations, not weights or biases: the values that an inference reads from memory. */
    default List<Integer> activations() {
        return inputs();
    }

    /** Index of the tensor written. */
    int output();

    /** The same operator on other tensors: every index {@code i} replaced by {@code map(i)}. */
    Operator remap(IntUnaryOperator map);

    /** Calls the visitor's method for this kind of operator. */
    <R> R accept(OperatorVisitor<R> visitor);

    /** The kind as users know it, TFLite's name, e.g. {@code CONV_2D}. */
    String kind();
}
