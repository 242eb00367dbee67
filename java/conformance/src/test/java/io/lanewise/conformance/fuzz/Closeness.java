// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.KindTable;
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
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.tensor.DataType;

/**
 * How near to each other two backends' values of a tensor must be: what is computed of integers alone is exact; floats
 * are close, and stay so until an operator makes much of a little.
 */
enum Closeness {
    /** The same bytes. */
    EXACT,
    /** Within a small part of the largest value. */
    CLOSE,
    /** Anything: a step function, a division or a rounding has seen what was only close. */
    FREE;

    /** What each operator does to floats. */
    enum Effect {
        /** Values stay what they are. */
        MOVES,
        /** Sums in any order; a small error stays small. */
        SMOOTH,
        /** A small error may become a large one. */
        STEEP
    }

    /** The closeness of every tensor of a graph. */
    static Closeness[] of(Graph graph) {
        Closeness[] levels = new Closeness[graph.tensors().size()];
        java.util.Arrays.fill(levels, EXACT);
        KindTable<Effect> effects = effects(graph);
        for (Operator operator : graph.operators()) {
            Closeness worst = operator.inputs().stream()
                    .map(i -> levels[i])
                    .max(Closeness::compareTo)
                    .orElse(EXACT);
            boolean integer = graph.tensor(operator.output()).type() != DataType.FLOAT32;
            levels[operator.output()] = integer
                    ? worst == EXACT ? EXACT : FREE
                    : switch (effects.apply(operator)) {
                        case MOVES -> worst;
                        case SMOOTH -> worst == FREE ? FREE : CLOSE;
                        case STEEP -> worst == EXACT ? CLOSE : FREE;
                    };
        }
        return levels;
    }

    /** Of operators that write floats. */
    static KindTable<Effect> effects(Graph graph) {
        KindTable<Effect> table = new KindTable<>();
        table.add(Add.class, operator -> Effect.SMOOTH);
        table.add(AveragePool2d.class, operator -> Effect.SMOOTH);
        table.add(BatchMatMul.class, operator -> Effect.SMOOTH);
        table.add(Binary.class, operator -> switch (operator.function()) {
            case MAXIMUM, MINIMUM -> Effect.MOVES;
            case SUB -> Effect.SMOOTH;
            case DIV, POW -> Effect.STEEP;
        });
        table.add(Concatenation.class, operator -> Effect.MOVES);
        table.add(Conv2d.class, operator -> weighted(graph, operator));
        table.add(DepthwiseConv2d.class, operator -> weighted(graph, operator));
        table.add(Dequantize.class, operator -> Effect.MOVES);
        table.add(FullyConnected.class, operator -> weighted(graph, operator));
        table.add(LeakyRelu.class, operator -> Effect.SMOOTH);
        table.add(Logistic.class, operator -> Effect.SMOOTH);
        table.add(MaxPool2d.class, operator -> Effect.MOVES);
        table.add(Mean.class, operator -> Effect.SMOOTH);
        table.add(Mul.class, operator -> Effect.SMOOTH);
        table.add(Pad.class, operator -> Effect.MOVES);
        table.add(Prelu.class, operator -> Effect.SMOOTH);
        table.add(Quantize.class, operator -> Effect.STEEP);
        table.add(
                Reduce.class,
                operator -> operator.function() == ReduceFunction.MAX || operator.function() == ReduceFunction.MIN
                        ? Effect.MOVES
                        : Effect.SMOOTH);
        table.add(Relu.class, operator -> Effect.MOVES);
        table.add(Reshape.class, operator -> Effect.MOVES);
        table.add(Resize.class, operator -> operator.method() == ResizeMethod.NEAREST ? Effect.MOVES : Effect.SMOOTH);
        table.add(Slice.class, operator -> Effect.MOVES);
        table.add(Softmax.class, operator -> Effect.STEEP);
        table.add(Transpose.class, operator -> Effect.MOVES);
        table.add(Unary.class, operator -> switch (operator.function()) {
            case ABS, NEG, ELU, GELU, HARD_SWISH, TANH -> Effect.SMOOTH;
            case CEIL, FLOOR, ROUND, EXP, LOG, RSQRT, SQRT -> Effect.STEEP;
        });
        return table;
    }

    /** Inputs that are quantized at run time are rounded. */
    private static Effect weighted(Graph graph, WeightedOperator operator) {
        return operator.isDynamicRange(graph) ? Effect.STEEP : Effect.SMOOTH;
    }
}
