// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.operators.activation.L2Normalization;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.LogSoftmax;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.reduction.CumulativeSum;
import io.lanewise.tensor.Shape;
import java.util.List;

/** An operator that makes one element of every element. */
public sealed interface ShapePreservingOperator extends OneInput
        permits Cast,
                CumulativeSum,
                Dequantize,
                L2Normalization,
                LeakyRelu,
                LogSoftmax,
                Logistic,
                Quantize,
                Relu,
                Softmax,
                Unary {

    @Override
    default List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        return List.of(shapes.get(0));
    }

    @Override
    default long macs(Graph graph) {
        return 0;
    }
}
