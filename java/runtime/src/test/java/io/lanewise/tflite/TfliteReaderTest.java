// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.ModelFile;
import io.lanewise.tflite.schema.ActivationFunctionType;
import io.lanewise.tflite.schema.AddOptionsT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.ConcatenationOptionsT;
import io.lanewise.tflite.schema.Conv2DOptionsT;
import io.lanewise.tflite.schema.FullyConnectedOptionsT;
import io.lanewise.tflite.schema.OperatorCodeT;
import io.lanewise.tflite.schema.Padding;
import io.lanewise.tflite.schema.ReducerOptionsT;
import io.lanewise.tflite.schema.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TfliteReaderTest {

    @Test
    void readsAnInt8Convolution() {
        ModelFile file = new ModelFile();
        int input = file.int8("image", 1, 5, 7, 1);
        byte[] weights = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -12};
        int kernel = file.tensor("weights", TensorType.INT8, new int[] {2, 2, 3, 1}, tensor -> {
            tensor.setBuffer(file.buffer(weights));
            tensor.setQuantization(ModelFile.quantization(0, 0, 0.25f, 0.125f));
        });
        int bias = file.intConstant("bias", new int[] {2}, 100, -200);
        int output = file.int8("conv", 1, 3, 4, 2);
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setPadding(Padding.SAME);
        options.setStrideH(2);
        options.setStrideW(2);
        options.setDilationHFactor(1);
        options.setDilationWFactor(1);
        options.setFusedActivationFunction(ActivationFunctionType.RELU6);
        file.operator(
                BuiltinOperator.CONV_2D,
                3,
                BuiltinOptions.Conv2DOptions,
                options,
                new int[] {input, kernel, bias},
                output);

        Graph graph =
                TfliteReader.read("test", file.inputs(input).outputs(output).bytes());

        // SAME by TensorFlow's formula: 5 rows by 2, kernel 2: (3 - 1) * 2 + 2 - 5 = 1, below; 7 columns, kernel 3: 2.
        Window window = new Window(2, 3, 2, 2, 1, 1, 0, 1, 1, 1);
        assertEquals(List.of(new Conv2d(input, kernel, bias, output, window, Activation.RELU6)), graph.operators());
        assertEquals(Quantization.perTensor(0.5f, 3), graph.tensor(input).quantization());
        assertEquals(
                Quantization.perChannel(new float[] {0.25f, 0.125f}, new int[2], 0),
                graph.tensor(kernel).quantization());
        byte[] data = new byte[12];
        graph.tensor(kernel).data().get(data);
        assertEquals(java.util.Arrays.toString(weights), java.util.Arrays.toString(data));
        assertEquals(-200, graph.tensor(bias).data().getInt(4));
        assertEquals("image", graph.tensor(input).name());
        assertEquals(Shape.of(1, 3, 4, 2), graph.tensor(output).shape());
        assertEquals(DataType.INT8, graph.tensor(output).type());
        assertNull(graph.tensor(bias).quantization());
        assertFalse(graph.tensor(input).isConstant());
        assertEquals(List.of(input), graph.inputs());
        assertEquals(List.of(output), graph.outputs());
    }

    @Test
    void takesTheLargerOfTheTwoOperatorCodes() {
        ModelFile file = new ModelFile();
        int input = file.floats("x", 4);
        int output = file.floats("y", 4);
        OperatorCodeT old = new OperatorCodeT();
        old.setDeprecatedBuiltinCode((byte) BuiltinOperator.RELU);
        old.setVersion(1);
        file.operator(old, (byte) 0, null, new int[] {input}, output)
                .inputs(input)
                .outputs(output);
        assertEquals(new Relu(input, output, Activation.RELU), only(file));
    }

    @Test
    void readsAFullyConnectedWithoutBias() {
        ModelFile file = new ModelFile();
        int input = file.floats("x", 2, 3);
        int weights = file.floatConstant("w", new int[] {1, 3}, 1, 2, 3);
        int output = file.floats("y", 2, 1);
        FullyConnectedOptionsT options = new FullyConnectedOptionsT();
        options.setKeepNumDims(true);
        file.operator(
                        BuiltinOperator.FULLY_CONNECTED,
                        6,
                        BuiltinOptions.FullyConnectedOptions,
                        options,
                        new int[] {input, weights, -1},
                        output)
                .inputs(input)
                .outputs(output);
        assertEquals(new FullyConnected(input, weights, -1, output, Activation.NONE, true), only(file));
    }

    @Test
    void countsNegativeAxesFromTheEnd() {
        ModelFile file = new ModelFile();
        int input = file.floats("x", 1, 4, 5, 2);
        int axes = file.intConstant("axes", new int[] {2}, -2, 1);
        int output = file.floats("y", 1, 2);
        file.operator(
                        BuiltinOperator.MEAN,
                        1,
                        BuiltinOptions.ReducerOptions,
                        new ReducerOptionsT(),
                        new int[] {input, axes},
                        output)
                .inputs(input)
                .outputs(output);
        assertEquals(new Mean(input, output, List.of(1, 2), false), only(file));
    }

    @Test
    void readsOperatorsThatMoveElements() {
        ModelFile file = new ModelFile();
        int input = file.floats("x", 1, 2);
        int paddings = file.intConstant("paddings", new int[] {2, 2}, 0, 1, 2, 0);
        int padded = file.floats("padded", 2, 4);
        int joined = file.floats("joined", 2, 8);
        int squeezed = file.floats("squeezed", 16);
        ConcatenationOptionsT options = new ConcatenationOptionsT();
        options.setAxis(-1);
        file.operator(BuiltinOperator.PAD, 1, (byte) 0, null, new int[] {input, paddings}, padded)
                .operator(
                        BuiltinOperator.CONCATENATION,
                        1,
                        BuiltinOptions.ConcatenationOptions,
                        options,
                        new int[] {padded, padded},
                        joined)
                .operator(BuiltinOperator.SQUEEZE, 1, (byte) 0, null, new int[] {joined}, squeezed)
                .inputs(input)
                .outputs(squeezed);
        assertEquals(
                List.of(
                        new Pad(input, padded, List.of(0, 2), List.of(1, 0)),
                        new Concatenation(List.of(padded, padded), joined, 1, Activation.NONE),
                        new Reshape(joined, squeezed)),
                TfliteReader.read("test", file.bytes()).operators());
    }

    @Test
    void takesTheShapeOfAModelWithADynamicBatch() {
        ModelFile file = new ModelFile();
        int input = file.tensor("x", TensorType.FLOAT32, new int[] {1, 3}, t -> t.setShapeSignature(new int[] {-1, 3}));
        int output = file.floats("y", 1, 3);
        file.operator(
                        BuiltinOperator.ADD,
                        1,
                        BuiltinOptions.AddOptions,
                        new AddOptionsT(),
                        new int[] {input, input},
                        output)
                .inputs(input)
                .outputs(output);
        assertEquals(new Add(input, input, output, Activation.NONE), only(file));
        assertTrue(
                TfliteReader.read("test", file.bytes()).tensor(input).toString().contains("[1,3]"));
    }

    private static Operator only(ModelFile file) {
        List<Operator> operators = TfliteReader.read("test", file.bytes()).operators();
        assertEquals(1, operators.size());
        return operators.get(0);
    }
}
