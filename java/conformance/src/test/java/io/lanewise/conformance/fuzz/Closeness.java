// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.kernels.DynamicScaling;
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
import io.lanewise.operators.reduction.ReduceFunction;
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
    private enum Effect {
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
        Effects effects = new Effects(graph);
        for (Operator operator : graph.operators()) {
            Closeness worst = operator.inputs().stream().map(i -> levels[i]).max(Closeness::compareTo).orElse(EXACT);
            boolean integer = graph.tensor(operator.output()).type() != DataType.FLOAT32;
            levels[operator.output()] = integer ? worst == EXACT ? EXACT : FREE : switch (operator.accept(effects)) {
                case MOVES -> worst;
                case SMOOTH -> worst == FREE ? FREE : CLOSE;
                case STEEP -> worst == EXACT ? CLOSE : FREE;
            };
        }
        return levels;
    }

    /** Of operators that write floats. */
    private record Effects(Graph graph) implements OperatorVisitor<Effect> {

        @Override
        public Effect visit(Add operator) {
            return Effect.SMOOTH;
        }

        @Override
        public Effect visit(AveragePool2d operator) {
            return Effect.SMOOTH;
        }

        @Override
        public Effect visit(BatchMatMul operator) {
            return Effect.SMOOTH;
        }

        @Override
        public Effect visit(Binary operator) {
            return switch (operator.function()) {
                case MAXIMUM, MINIMUM -> Effect.MOVES;
                case SUB -> Effect.SMOOTH;
                case DIV, POW -> Effect.STEEP;
            };
        }

        @Override
        public Effect visit(Concatenation operator) {
            return Effect.MOVES;
        }

        @Override
        public Effect visit(Conv2d operator) {
            return weighted(operator);
        }

        @Override
        public Effect visit(DepthwiseConv2d operator) {
            return weighted(operator);
        }

        /** Inputs that are quantized at run time are rounded. */
        private Effect weighted(WeightedOperator operator) {
            return DynamicScaling.is(graph, operator) ? Effect.STEEP : Effect.SMOOTH;
        }

        @Override
        public Effect visit(Dequantize operator) {
            return Effect.MOVES;
        }

        @Override
        public Effect visit(FullyConnected operator) {
            return weighted(operator);
        }

        @Override
        public Effect visit(LeakyRelu operator) {
            return Effect.SMOOTH;
        }

        @Override
        public Effect visit(Logistic operator) {
            return Effect.SMOOTH;
        }

        @Override
        public Effect visit(MaxPool2d operator) {
            return Effect.MOVES;
        }

        @Override
        public Effect visit(Mean operator) {
            return Effect.SMOOTH;
        }

        @Override
        public Effect visit(Mul operator) {
            return Effect.SMOOTH;
        }

        @Override
        public Effect visit(Pad operator) {
            return Effect.MOVES;
        }

        @Override
        public Effect visit(Prelu operator) {
            return Effect.SMOOTH;
        }

        @Override
        public Effect visit(Quantize operator) {
            return Effect.STEEP;
        }

        @Override
        public Effect visit(Reduce operator) {
            return operator.function() == ReduceFunction.MAX || operator.function() == ReduceFunction.MIN ? Effect.MOVES
                    : Effect.SMOOTH;
        }

        @Override
        public Effect visit(Relu operator) {
            return Effect.MOVES;
        }

        @Override
        public Effect visit(Reshape operator) {
            return Effect.MOVES;
        }

        @Override
        public Effect visit(Resize operator) {
            return operator.method() == ResizeMethod.NEAREST ? Effect.MOVES : Effect.SMOOTH;
        }

        @Override
        public Effect visit(Slice operator) {
            return Effect.MOVES;
        }

        @Override
        public Effect visit(Softmax operator) {
            return Effect.STEEP;
        }

        @Override
        public Effect visit(Transpose operator) {
            return Effect.MOVES;
        }

        @Override
        public Effect visit(Unary operator) {
            return switch (operator.function()) {
                case ABS, NEG, ELU, GELU, HARD_SWISH, TANH -> Effect.SMOOTH;
                case CEIL, FLOOR, ROUND, EXP, LOG, RSQRT, SQRT -> Effect.STEEP;
            };
        }
    }
}
