// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.activation.L2Normalization;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.LogSoftmax;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.tensor.DataType;
import io.lanewise.tflite.schema.AbsOptionsT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.CosOptionsT;
import io.lanewise.tflite.schema.ExpOptionsT;
import io.lanewise.tflite.schema.GeluOptionsT;
import io.lanewise.tflite.schema.HardSwishOptionsT;
import io.lanewise.tflite.schema.L2NormOptionsT;
import io.lanewise.tflite.schema.LeakyReluOptionsT;
import io.lanewise.tflite.schema.LogSoftmaxOptionsT;
import io.lanewise.tflite.schema.LogicalNotOptionsT;
import io.lanewise.tflite.schema.NegOptionsT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.SoftmaxOptionsT;
import io.lanewise.tflite.schema.SquareOptionsT;

/** Functions of one input's elements, and softmax. */
record ActivationWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(L2Normalization.class, this::l2Normalization);
        table.add(LeakyRelu.class, this::leakyRelu);
        table.add(LogSoftmax.class, this::logSoftmax);
        table.add(Logistic.class, this::logistic);
        table.add(Relu.class, this::relu);
        table.add(Softmax.class, this::softmax);
        table.add(Unary.class, this::unary);
    }

    private OperatorT l2Normalization(L2Normalization operator) {
        return encoding.operator(
                operator,
                BuiltinOperator.L2_NORMALIZATION,
                encoding.version(operator, 1, 2, 1),
                BuiltinOptions.L2NormOptions,
                new L2NormOptionsT());
    }

    private OperatorT logSoftmax(LogSoftmax operator) {
        return encoding.operator(
                operator,
                BuiltinOperator.LOG_SOFTMAX,
                encoding.version(operator, 1, 2, 1),
                BuiltinOptions.LogSoftmaxOptions,
                new LogSoftmaxOptionsT());
    }

    private OperatorT leakyRelu(LeakyRelu operator) {
        LeakyReluOptionsT options = new LeakyReluOptionsT();
        options.setAlpha(operator.alpha());
        return encoding.operator(
                operator,
                BuiltinOperator.LEAKY_RELU,
                encoding.version(operator, 1, 2, 2),
                BuiltinOptions.LeakyReluOptions,
                options);
    }

    private OperatorT logistic(Logistic operator) {
        return encoding.operator(operator, BuiltinOperator.LOGISTIC, encoding.version(operator, 1, 2, 3));
    }

    private OperatorT relu(Relu operator) {
        Graph graph = encoding.graph();
        return switch (operator.activation()) {
            case RELU -> encoding.operator(operator, BuiltinOperator.RELU, encoding.version(operator, 1, 2, 3));
            case RELU6 -> encoding.operator(operator, BuiltinOperator.RELU6, encoding.version(operator, 1, 2, 3));
            case RELU_N1_TO_1 -> encoding.operator(operator, BuiltinOperator.RELU_N1_TO_1, 1);
            case NONE ->
                throw new ModelException(
                        graph.name(),
                        graph.describe(graph.operators().indexOf(operator)) + " clamps nothing; remove it");
        };
    }

    private OperatorT softmax(Softmax operator) {
        SoftmaxOptionsT options = new SoftmaxOptionsT();
        options.setBeta(operator.beta());
        return encoding.operator(
                operator,
                BuiltinOperator.SOFTMAX,
                encoding.version(operator, 1, 2, 3),
                BuiltinOptions.SoftmaxOptions,
                options);
    }

    private OperatorT unary(Unary operator) {
        return switch (operator.function()) {
            case ABS ->
                encoding.operator(
                        operator,
                        BuiltinOperator.ABS,
                        encoding.type(operator) == DataType.INT32 ? 5 : encoding.version(operator, 1, 2, 3),
                        BuiltinOptions.AbsOptions,
                        new AbsOptionsT());
            case CEIL -> encoding.operator(operator, BuiltinOperator.CEIL, 1);
            case COS ->
                encoding.operator(operator, BuiltinOperator.COS, 1, BuiltinOptions.CosOptions, new CosOptionsT());
            case ELU -> encoding.operator(operator, BuiltinOperator.ELU, 1);
            case EXP ->
                encoding.operator(
                        operator,
                        BuiltinOperator.EXP,
                        encoding.version(operator, 1, 2, 2),
                        BuiltinOptions.ExpOptions,
                        new ExpOptionsT());
            case FLOOR -> encoding.operator(operator, BuiltinOperator.FLOOR, 1);
            case GELU ->
                encoding.operator(operator, BuiltinOperator.GELU, 1, BuiltinOptions.GeluOptions, new GeluOptionsT());
            case HARD_SWISH ->
                encoding.operator(
                        operator,
                        BuiltinOperator.HARD_SWISH,
                        1,
                        BuiltinOptions.HardSwishOptions,
                        new HardSwishOptionsT());
            case LOG -> encoding.operator(operator, BuiltinOperator.LOG, encoding.version(operator, 1, 2, 2));
            case LOGICAL_NOT ->
                encoding.operator(
                        operator,
                        BuiltinOperator.LOGICAL_NOT,
                        1,
                        BuiltinOptions.LogicalNotOptions,
                        new LogicalNotOptionsT());
            case NEG ->
                encoding.operator(operator, BuiltinOperator.NEG, 1, BuiltinOptions.NegOptions, new NegOptionsT());
            case ROUND -> encoding.operator(operator, BuiltinOperator.ROUND, 1);
            case RSQRT -> encoding.operator(operator, BuiltinOperator.RSQRT, encoding.version(operator, 1, 2, 3));
            case SIGN -> encoding.operator(operator, BuiltinOperator.SIGN, 1);
            case SIN -> encoding.operator(operator, BuiltinOperator.SIN, 1);
            case SQRT -> encoding.operator(operator, BuiltinOperator.SQRT, encoding.version(operator, 1, 2, 2));
            case SQUARE ->
                encoding.operator(
                        operator, BuiltinOperator.SQUARE, 1, BuiltinOptions.SquareOptions, new SquareOptionsT());
            case TANH -> encoding.operator(operator, BuiltinOperator.TANH, encoding.version(operator, 1, 2, 3));
        };
    }
}
