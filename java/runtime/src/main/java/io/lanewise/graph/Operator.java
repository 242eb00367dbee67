// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

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
