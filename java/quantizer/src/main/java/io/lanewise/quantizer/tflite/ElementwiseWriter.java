// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.tensor.DataType;
import io.lanewise.tflite.schema.AddOptionsT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.DivOptionsT;
import io.lanewise.tflite.schema.FloorDivOptionsT;
import io.lanewise.tflite.schema.FloorModOptionsT;
import io.lanewise.tflite.schema.LogicalAndOptionsT;
import io.lanewise.tflite.schema.LogicalOrOptionsT;
import io.lanewise.tflite.schema.MaximumMinimumOptionsT;
import io.lanewise.tflite.schema.MulOptionsT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.PowOptionsT;
import io.lanewise.tflite.schema.SquaredDifferenceOptionsT;
import io.lanewise.tflite.schema.SubOptionsT;

/** Functions of two inputs' elements. */
record ElementwiseWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(Add.class, this::add);
        table.add(Binary.class, this::binary);
        table.add(Mul.class, this::mul);
        table.add(Prelu.class, operator -> encoding.operator(operator, BuiltinOperator.PRELU, 1));
    }

    private OperatorT add(Add operator) {
        AddOptionsT options = new AddOptionsT();
        options.setFusedActivationFunction(Encoding.code(operator.activation()));
        // On, its default, it would ask for other arithmetic where all scales happen to be powers of two.
        options.setPotScaleInt16(encoding.graph().tensor(operator.output()).type() != DataType.INT16);
        return encoding.operator(
                operator, BuiltinOperator.ADD, encoding.version(operator, 1, 2, 3), BuiltinOptions.AddOptions, options);
    }

    private OperatorT binary(Binary operator) {
        return switch (operator.function()) {
            case DIV -> div(operator);
            case FLOOR_DIV ->
                encoding.operator(
                        operator,
                        BuiltinOperator.FLOOR_DIV,
                        encoding.type(operator) == DataType.FLOAT32 ? 2 : 1,
                        BuiltinOptions.FloorDivOptions,
                        new FloorDivOptionsT());
            case FLOOR_MOD ->
                encoding.operator(
                        operator, BuiltinOperator.FLOOR_MOD, 1, BuiltinOptions.FloorModOptions, new FloorModOptionsT());
            case LOGICAL_AND ->
                encoding.operator(
                        operator,
                        BuiltinOperator.LOGICAL_AND,
                        1,
                        BuiltinOptions.LogicalAndOptions,
                        new LogicalAndOptionsT());
            case LOGICAL_OR ->
                encoding.operator(
                        operator,
                        BuiltinOperator.LOGICAL_OR,
                        1,
                        BuiltinOptions.LogicalOrOptions,
                        new LogicalOrOptionsT());
            case SQUARED_DIFFERENCE ->
                encoding.operator(
                        operator,
                        BuiltinOperator.SQUARED_DIFFERENCE,
                        encoding.version(operator, 1, 2, 1),
                        BuiltinOptions.SquaredDifferenceOptions,
                        new SquaredDifferenceOptionsT());
            case SUB -> sub(operator);
            case MAXIMUM -> extremum(operator, BuiltinOperator.MAXIMUM);
            case MINIMUM -> extremum(operator, BuiltinOperator.MINIMUM);
            case POW ->
                encoding.operator(operator, BuiltinOperator.POW, 1, BuiltinOptions.PowOptions, new PowOptionsT());
        };
    }

    private OperatorT div(Binary operator) {
        DivOptionsT options = new DivOptionsT();
        options.setFusedActivationFunction(Encoding.code(operator.activation()));
        return encoding.operator(
                operator, BuiltinOperator.DIV, encoding.version(operator, 1, 2, 2), BuiltinOptions.DivOptions, options);
    }

    private OperatorT sub(Binary operator) {
        SubOptionsT options = new SubOptionsT();
        options.setPotScaleInt16(encoding.type(operator) != DataType.INT16); // as add
        options.setFusedActivationFunction(Encoding.code(operator.activation()));
        return encoding.operator(
                operator, BuiltinOperator.SUB, encoding.version(operator, 1, 2, 5), BuiltinOptions.SubOptions, options);
    }

    private OperatorT extremum(Binary operator, int code) {
        return encoding.operator(
                operator,
                code,
                encoding.version(operator, 1, 2, 4),
                BuiltinOptions.MaximumMinimumOptions,
                new MaximumMinimumOptionsT());
    }

    private OperatorT mul(Mul operator) {
        MulOptionsT options = new MulOptionsT();
        options.setFusedActivationFunction(Encoding.code(operator.activation()));
        int ofInt8 = encoding.type(operator) == DataType.INT8 && rescalesUp(operator) ? 3 : 2;
        return encoding.operator(
                operator,
                BuiltinOperator.MUL,
                encoding.version(operator, 1, ofInt8, 4),
                BuiltinOptions.MulOptions,
                options);
    }

    /** Whether the product's scale is at least the output's, which the first int8 kernels could not do. */
    private boolean rescalesUp(Mul operator) {
        Graph graph = encoding.graph();
        float product = graph.tensor(operator.left()).quantization().scale()
                * graph.tensor(operator.right()).quantization().scale();
        return product / graph.tensor(operator.output()).quantization().scale() >= 1;
    }
}
