// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
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
import io.lanewise.tensor.Tensor;
import java.util.Set;

/**
 * The lowest version of each operator that has what the graph uses, by TFLite's own rules
 * ({@code tools/versioning/op_version.cc}): a runtime older than that refuses the file instead of misreading it. For int16
 * activations with int8 weights those rules look for int16 weights and so end at version 1; written here are the versions
 * that brought the kernels: CONV_2D 4, DEPTHWISE_CONV_2D 5, FULLY_CONNECTED 7.
 */
final class OperatorVersions {
    private final KindTable<Integer> table = new KindTable<>();
    private final Graph graph;

    OperatorVersions(Graph graph) {
        this.graph = graph;
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

    /** The lowest version of an operator. */
    int of(Operator operator) {
        return table.apply(operator);
    }

    /** The kinds that can be written. */
    Set<Class<? extends Operator>> kinds() {
        return table.kinds();
    }

    private Integer add(Add operator) {
        return int16(operator) ? 3 : int8(operator) ? 2 : 1;
    }

    private Integer averagePool2d(AveragePool2d operator) {
        return int16(operator) ? 3 : int8(operator) ? 2 : 1;
    }

    private Integer concatenation(Concatenation operator) {
        return int16(operator) ? 3 : int8(operator) ? 2 : 1;
    }

    private Integer conv2d(Conv2d operator) {
        boolean grouped = graph.tensor(operator.weights()).shape().dim(3) != graph.tensor(operator.input()).shape().dim(3);
        if (dynamic(operator, operator.weights()) && !grouped && !int4(operator.weights())) {
            return perChannel(operator.weights()) ? 5 : 2;
        }
        return int4(operator.weights()) ? 7 : grouped ? 6 : int16(operator) ? 4 : int8(operator) ? 3 : 1;
    }

    private Integer depthwiseConv2d(DepthwiseConv2d operator) {
        boolean dilated = operator.window().dilationHeight() != 1 || operator.window().dilationWidth() != 1;
        return int4(operator.weights()) ? 7 : dynamic(operator, operator.weights()) ? perChannel(operator.weights()) ? 6 : 4
                : int16(operator) ? 5 : int8(operator) ? 3 : dilated ? 2 : 1;
    }

    private Integer dequantize(Dequantize operator) {
        boolean perChannel = graph.tensor(operator.input()).quantization().isPerChannel();
        return switch (type(operator)) {
            case INT4 -> 6;
            case INT8 -> perChannel ? 5 : 2;
            case INT16 -> 3;
            default -> 1;
        };
    }

    private Integer fullyConnected(FullyConnected operator) {
        if (int4(operator.weights())) {
            return int16(operator) ? 13 : 10;
        }
        if (dynamic(operator, operator.weights())) {
            return perChannel(operator.weights()) ? 12 : operator.asymmetricInputs() ? 9 : operator.bias() < 0 ? 6
                    : operator.keepDims() ? 5 : 3;
        }
        return int16(operator) ? 7 : operator.bias() < 0 ? 6 : operator.keepDims() ? 5 : int8(operator) ? 4 : 1;
    }

    private Integer logistic(Logistic operator) {
        return int16(operator) ? 3 : int8(operator) ? 2 : 1;
    }

    private Integer maxPool2d(MaxPool2d operator) {
        return int16(operator) ? 3 : int8(operator) ? 2 : 1;
    }

    private Integer mean(Mean operator) {
        return int16(operator) ? 3 : int8(operator) ? 2 : 1;
    }

    private Integer mul(Mul operator) {
        return int16(operator) ? 4 : !int8(operator) ? 1 : rescalesUp(operator) ? 3 : 2;
    }

    /** Whether the product's scale is at least the output's, which the first int8 kernels could not do. */
    private boolean rescalesUp(Mul operator) {
        float product = graph.tensor(operator.left()).quantization().scale()
                * graph.tensor(operator.right()).quantization().scale();
        return product / graph.tensor(operator.output()).quantization().scale() >= 1;
    }

    private Integer pad(Pad operator) {
        return operator.before().size() > 4 ? 4 : int16(operator) ? 3 : int8(operator) ? 2 : 1;
    }

    private Integer quantize(Quantize operator) {
        Tensor output = graph.tensor(operator.output());
        return output.quantization().isPerChannel() ? 3 : output.type() == DataType.INT16 ? 2 : 1;
    }

    private Integer relu(Relu operator) {
        return switch (operator.activation()) {
            case RELU, RELU6 -> int16(operator) ? 3 : int8(operator) ? 2 : 1;
            default -> 1;
        };
    }

    private Integer reshape(Reshape operator) {
        return 1;
    }

    private Integer softmax(Softmax operator) {
        return int16(operator) ? 3 : int8(operator) ? 2 : 1;
    }

    /** Whether a float operator has integer weights. */
    private boolean dynamic(Operator operator, int weights) {
        return type(operator) == DataType.FLOAT32 && graph.tensor(weights).type() != DataType.FLOAT32;
    }

    private boolean perChannel(int weights) {
        return graph.tensor(weights).quantization().isPerChannel();
    }

    private boolean int4(int weights) {
        return graph.tensor(weights).type() == DataType.INT4;
    }

    private boolean int16(Operator operator) {
        return type(operator) == DataType.INT16;
    }

    private Integer batchMatMul(BatchMatMul operator) {
        return 1;
    }

    private Integer binary(Binary operator) {
        return switch (operator.function()) {
            case SUB -> int8(operator) ? 2 : 1;
            case MAXIMUM, MINIMUM -> int8(operator) ? 2 : 1;
            case DIV, POW -> 1;
        };
    }

    private Integer leakyRelu(LeakyRelu operator) {
        return int8(operator) ? 2 : 1;
    }

    private Integer prelu(Prelu operator) {
        return 1;
    }

    private Integer reduce(Reduce operator) {
        return int8(operator) ? 2 : 1;
    }

    private Integer resize(Resize operator) {
        boolean centred = operator.halfPixelCenters() || operator.alignCorners() && operator.method() == ResizeMethod.NEAREST;
        return int16(operator) ? 4 : centred ? 3
                : int8(operator) ? 2 : 1;
    }

    private Integer slice(Slice operator) {
        boolean strided = operator.strides().stream().anyMatch(stride -> stride != 1);
        boolean deep = operator.begin().size() > 4;
        return int8(operator) ? 2 : deep ? strided ? 4 : 5 : int16(operator) && !strided ? 4 : 1;
    }

    private Integer transpose(Transpose operator) {
        int rank = operator.permutation().size();
        return int8(operator) ? 2 : rank > 5 ? 6 : int16(operator) ? 5 : rank > 4 ? 4 : 1;
    }

    private Integer unary(Unary operator) {
        return switch (operator.function()) {
            case EXP, TANH -> int8(operator) ? 2 : 1;
            default -> 1;
        };
    }

    private boolean int8(Operator operator) {
        return type(operator) == DataType.INT8;
    }

    private DataType type(Operator operator) {
        return graph.tensor(operator.inputs().get(0)).type();
    }
}
