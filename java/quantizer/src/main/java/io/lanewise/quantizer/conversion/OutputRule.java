// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.activation.UnaryFunction;
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

/** What TFLite's 8-bit specification says of the scale and zero point of each kind of operator's output. */
enum OutputRule {
    /** Chosen by the output's own range. */
    OWN,
    /** The input's: the kernel moves or averages bytes. */
    SAME_AS_INPUT,
    /** 1/256 and -128: results from 0 to 1. */
    UNIT,
    /** 1/128 and 0: results from -1 to 1. */
    SIGNED_UNIT;

    static OutputRule of(Operator operator) {
        return operator.accept(new Visitor());
    }

    private static final class Visitor implements OperatorVisitor<OutputRule> {
        @Override
        public OutputRule visit(Add operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(AveragePool2d operator) {
            return SAME_AS_INPUT;
        }

        /** Its inputs are to have the output's instead: see {@link ShareQuantization}. */
        @Override
        public OutputRule visit(Concatenation operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(Conv2d operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(DepthwiseConv2d operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(Dequantize operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(FullyConnected operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(Logistic operator) {
            return UNIT;
        }

        @Override
        public OutputRule visit(MaxPool2d operator) {
            return SAME_AS_INPUT;
        }

        @Override
        public OutputRule visit(Mean operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(Mul operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(Pad operator) {
            return SAME_AS_INPUT;
        }

        @Override
        public OutputRule visit(Quantize operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(Relu operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(Reshape operator) {
            return SAME_AS_INPUT;
        }

        @Override
        public OutputRule visit(Softmax operator) {
            return UNIT;
        }

        /** Those of one scale for all three get it in {@link ShareQuantization}. */
        @Override
        public OutputRule visit(Binary operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(BatchMatMul operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(LeakyRelu operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(Prelu operator) {
            return OWN;
        }

        @Override
        public OutputRule visit(Reduce operator) {
            return SAME_AS_INPUT;
        }

        @Override
        public OutputRule visit(Resize operator) {
            return SAME_AS_INPUT;
        }

        @Override
        public OutputRule visit(Slice operator) {
            return SAME_AS_INPUT;
        }

        @Override
        public OutputRule visit(Transpose operator) {
            return SAME_AS_INPUT;
        }

        @Override
        public OutputRule visit(Unary operator) {
            return operator.function() == UnaryFunction.TANH ? SIGNED_UNIT : OWN;
        }
    }
}
