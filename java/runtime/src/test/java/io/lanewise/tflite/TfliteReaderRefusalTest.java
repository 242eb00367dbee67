// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.graph.ModelException;
import io.lanewise.testing.ModelFile;
import io.lanewise.tflite.schema.ActivationFunctionType;
import io.lanewise.tflite.schema.AddOptionsT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.DepthwiseConv2DOptionsT;
import io.lanewise.tflite.schema.FullyConnectedOptionsT;
import io.lanewise.tflite.schema.FullyConnectedOptionsWeightsFormat;
import io.lanewise.tflite.schema.OperatorCodeT;
import io.lanewise.tflite.schema.Pool2DOptionsT;
import io.lanewise.tflite.schema.ResizeBilinearOptionsT;
import io.lanewise.tflite.schema.ResizeNearestNeighborOptionsT;
import io.lanewise.tflite.schema.StridedSliceOptionsT;
import io.lanewise.tflite.schema.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader says of files that cannot be read. */
class TfliteReaderRefusalTest {
    private final ModelFile file = new ModelFile();
    private final int x = file.floats("x", 1, 4);
    private final int y = file.floats("y", 1, 4);

    private void expect(String message, ByteBuffer bytes) {
        ModelException e = assertThrows(ModelException.class, () -> TfliteReader.read("m.tflite", bytes));
        assertEquals("m.tflite: " + message, e.getMessage());
    }

    private ByteBuffer bytes() {
        return file.inputs(x).outputs(y).bytes();
    }

    @Test
    void namesAllUnsupportedOperatorsAtOnce() {
        OperatorCodeT custom = new OperatorCodeT();
        custom.setBuiltinCode(BuiltinOperator.CUSTOM);
        custom.setDeprecatedBuiltinCode((byte) BuiltinOperator.CUSTOM);
        custom.setCustomCode("Detect");
        custom.setVersion(1);
        file.operator(BuiltinOperator.ATAN2, 1, (byte) 0, null, new int[] {x}, y)
                .operator(BuiltinOperator.RELU, 1, (byte) 0, null, new int[] {x}, y)
                .operator(custom, (byte) 0, null, new int[] {x}, y)
                .operator(BuiltinOperator.LSTM, 1, (byte) 0, null, new int[] {x}, y)
                .operator(999, 1, (byte) 0, null, new int[] {x}, y)
                .operator(BuiltinOperator.SOFTMAX, 9, (byte) 0, null, new int[] {x}, y);
        expect(
                "5 problems:\n"
                        + "  operator 0 ATAN2: not supported\n"
                        + "  operator 2 CUSTOM \"Detect\": not supported; a program may bring it as an"
                        + " io.lanewise.custom.CustomOperator\n"
                        + "  operator 3 LSTM: not supported\n"
                        + "  operator 4 builtin operator 999: not supported\n"
                        + "  operator 5 SOFTMAX: version 9 is not supported, 1 to 3 are: convert the model with an"
                        + " older release of TensorFlow\n"
                        + "supported are ABS, ADD, ARG_MAX, ARG_MIN, ASSIGN_VARIABLE, AVERAGE_POOL_2D, "
                        + "BATCH_MATMUL, BATCH_TO_SPACE_ND, BROADCAST_TO, CALL_ONCE, CAST, CEIL, CONCATENATION, "
                        + "CONV_2D, COS, CUMSUM, DEPTHWISE_CONV_2D, DEPTH_TO_SPACE, DEQUANTIZE, DIV, ELU, "
                        + "EMBEDDING_LOOKUP, EQUAL, EXP, EXPAND_DIMS, FILL, FLOOR, FLOOR_DIV, FLOOR_MOD, "
                        + "FULLY_CONNECTED, GATHER, GATHER_ND, GELU, GREATER, GREATER_EQUAL, HARD_SWISH, "
                        + "L2_NORMALIZATION, LEAKY_RELU, LESS, LESS_EQUAL, LOG, LOGICAL_AND, LOGICAL_NOT, "
                        + "LOGICAL_OR, LOGISTIC, LOG_SOFTMAX, MAXIMUM, MAX_POOL_2D, MEAN, MINIMUM, MIRROR_PAD, MUL, "
                        + "NEG, NOT_EQUAL, ONE_HOT, PACK, PAD, PADV2, POW, PRELU, QUANTIZE, RANGE, RANK, "
                        + "READ_VARIABLE, REDUCE_ALL, REDUCE_ANY, REDUCE_MAX, REDUCE_MIN, REDUCE_PROD, RELU, RELU6, "
                        + "RELU_N1_TO_1, RESHAPE, RESIZE_BILINEAR, RESIZE_NEAREST_NEIGHBOR, REVERSE_V2, ROUND, "
                        + "RSQRT, SCATTER_ND, SELECT, SELECT_V2, SHAPE, SIGN, SIN, SLICE, SOFTMAX, "
                        + "SPACE_TO_BATCH_ND, SPACE_TO_DEPTH, SPLIT, SPLIT_V, SQRT, SQUARE, SQUARED_DIFFERENCE, "
                        + "SQUEEZE, STABLEHLO_COMPOSITE, STRIDED_SLICE, SUB, SUM, TANH, TILE, TOPK_V2, TRANSPOSE, "
                        + "TRANSPOSE_CONV, UNPACK, VAR_HANDLE, ZEROS_LIKE",
                bytes());
    }

    @Test
    void wantsOutputs() {
        file.operator(BuiltinOperator.RELU, 1, (byte) 0, null, new int[] {x}, y);
        expect(
                "has no outputs: nothing can be read from it",
                file.inputs(x).outputs().bytes());
    }

    /** TFLite computes by what its options say. */
    @Test
    void depthMultipliersGiveWhatTheShapesSay() {
        int image = file.floats("in", 1, 2, 2, 4);
        int output = file.floats("out", 1, 2, 2, 8);
        DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
        options.setStrideH(1);
        options.setStrideW(1);
        options.setDilationHFactor(1);
        options.setDilationWFactor(1);
        options.setDepthMultiplier(-1);
        file.operator(
                BuiltinOperator.DEPTHWISE_CONV_2D,
                1,
                BuiltinOptions.DepthwiseConv2DOptions,
                options,
                new int[] {image, file.floatConstant("weights", new int[] {1, 1, 1, 8}, new float[8])},
                output);
        expect(
                "operator 0 DEPTHWISE_CONV_2D \"out\": depth multiplier -1 makes -4 channels of \"in\""
                        + " float32[1,2,2,4], not those of weights [1,1,1,8]",
                file.inputs(image).outputs(output).bytes());
    }

    /** TFLite cuts out so many of 5 from element 1, -1 for all that are left, whatever the output's shape. */
    @ParameterizedTest
    @CsvSource({"3,3", "-1,4"})
    void slicesGiveWhatTheirOutputSays(int size, int cut) {
        int input = file.floats("in", 5);
        int output = file.floats("out", 2);
        file.operator(
                BuiltinOperator.SLICE,
                1,
                (byte) 0,
                null,
                new int[] {
                    input, file.intConstant("begin", new int[] {1}, 1), file.intConstant("size", new int[] {1}, size)
                },
                output);
        expect(
                "operator 0 SLICE \"out\": makes [" + cut + "], but its output has shape [2]",
                file.inputs(input).outputs(output).bytes());
    }

    /** From element 1 of 5: places 1, 3 and so on before the end, which counts from the back where it is negative. */
    @ParameterizedTest
    @CsvSource({"3,2,1", "9,2,2", "-1,1,3", "0,-1,1", "-5,-1,1", "1,1,0"})
    void stridedSlicesGiveWhatTheirOutputSays(int end, int stride, int cut) {
        int input = file.floats("in", 5);
        int output = file.floats("out", 4);
        int[] one = {1};
        file.operator(
                BuiltinOperator.STRIDED_SLICE,
                1,
                BuiltinOptions.StridedSliceOptions,
                new StridedSliceOptionsT(),
                new int[] {
                    input,
                    file.intConstant("begin", one, 1),
                    file.intConstant("end", one, end),
                    file.intConstant("strides", one, stride)
                },
                output);
        expect(
                "operator 0 STRIDED_SLICE \"out\": makes [" + cut + "], but its output has shape [4]",
                file.inputs(input).outputs(output).bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, BuiltinOperator.RESIZE_BILINEAR})
    void resizesGiveWhatTheirOutputSays(int kind) {
        int input = file.floats("in", 1, 2, 2, 3);
        int output = file.floats("out", 1, 4, 4, 3);
        file.operator(
                kind,
                1,
                kind == BuiltinOperator.RESIZE_BILINEAR
                        ? BuiltinOptions.ResizeBilinearOptions
                        : BuiltinOptions.ResizeNearestNeighborOptions,
                kind == BuiltinOperator.RESIZE_BILINEAR
                        ? new ResizeBilinearOptionsT()
                        : new ResizeNearestNeighborOptionsT(),
                new int[] {input, file.intConstant("size", new int[] {2}, 4, 6)},
                output);
        expect(
                "operator 0 " + BuiltinOperator.name(kind) + " \"out\": resizes to [1,4,6,3], but its output has shape"
                        + " [1,4,4,3]",
                file.inputs(input).outputs(output).bytes());
    }

    @Test
    void cutsLongListsShort() {
        for (int i = 0; i < 30; i++) {
            file.operator(BuiltinOperator.ATAN2, 1, (byte) 0, null, new int[] {x}, y);
        }
        String message = assertThrows(ModelException.class, () -> TfliteReader.read("m", bytes()))
                .getMessage();
        assertEquals("  and 10 more", message.lines().toList().get(21));
    }

    @Test
    void namesAnUnsupportedFusedActivation() {
        AddOptionsT options = new AddOptionsT();
        options.setFusedActivationFunction(ActivationFunctionType.TANH);
        file.operator(BuiltinOperator.ADD, 1, BuiltinOptions.AddOptions, options, new int[] {x, x}, y);
        expect("operator 0 ADD \"y\": fused activation TANH is not supported", bytes());
    }

    @Test
    void namesAnUnsupportedWeightsFormat() {
        FullyConnectedOptionsT options = new FullyConnectedOptionsT();
        options.setWeightsFormat(FullyConnectedOptionsWeightsFormat.SHUFFLED4x16INT8);
        file.operator(
                BuiltinOperator.FULLY_CONNECTED, 2, BuiltinOptions.FullyConnectedOptions, options, new int[] {x, x}, y);
        expect(
                "operator 0 FULLY_CONNECTED \"y\": weights format number 1 is not supported; convert the"
                        + " model with the default"
                        + " one",
                bytes());
    }

    @Test
    void namesMissingOptions() {
        file.operator(BuiltinOperator.ADD, 1, (byte) 0, null, new int[] {x, x}, y);
        expect("operator 0 ADD \"y\": has no AddOptions\nthe file is damaged: convert or copy it again", bytes());
    }

    @Test
    void namesAWindowThatCannotMove() {
        int image = file.floats("image", 1, 4, 4, 1);
        file.operator(
                BuiltinOperator.MAX_POOL_2D,
                1,
                BuiltinOptions.Pool2DOptions,
                new Pool2DOptionsT(),
                new int[] {image},
                y);
        expect("operator 0 MAX_POOL_2D \"y\": kernel 0x0, stride 0x0, dilation 1x1: each must be at least 1", bytes());
    }

    @Test
    void namesPaddingByOtherValues() {
        int paddings = file.intConstant("paddings", new int[] {2, 2}, 0, 0, 1, 1);
        int value = file.floatConstant("value", new int[] {1}, 2);
        file.operator(BuiltinOperator.PADV2, 1, (byte) 0, null, new int[] {x, paddings, value}, y);
        expect(
                "operator 0 PADV2 \"y\": padding with a value other than a constant zero is not supported; use PAD",
                bytes());
    }

    @Test
    void namesMissingAndWrongTensors() {
        file.operator(BuiltinOperator.RELU, 1, (byte) 0, null, new int[] {-1}, y)
                .operator(BuiltinOperator.RELU, 1, (byte) 0, null, new int[] {77}, y)
                .operator(BuiltinOperator.RELU, 1, (byte) 0, null, new int[] {x}, 5)
                .operator(BuiltinOperator.RELU, 1, (byte) 0, null, new int[] {x}, y, y);
        expect(
                "4 problems:\n"
                        + "  operator 0 RELU \"y\": input 0 is missing\n"
                        + "  operator 1 RELU \"y\": names tensor 77 of 2\n"
                        + "  operator 2 RELU: names tensor 5 of 2\n"
                        + "  operator 3 RELU \"y\": has 2 outputs instead of one\n"
                        + "the file is damaged: convert or copy it again",
                bytes());
    }

    @Test
    void namesTensorsThatCannotBe() {
        file.tensor("pairs", TensorType.COMPLEX64, new int[] {1}, tensor -> {});
        file.tensor("unknown", TensorType.FLOAT32, new int[] {-1, 2}, tensor -> {});
        file.tensor("state", TensorType.FLOAT32, new int[] {2}, tensor -> tensor.setIsVariable(true));
        file.tensor("huge", TensorType.FLOAT32, new int[] {65536, 65536}, tensor -> {});
        file.tensor("short", TensorType.INT32, new int[] {3}, tensor -> tensor.setBuffer(file.buffer(new byte[8])));
        file.tensor(
                "nan", TensorType.INT8, new int[] {3}, t -> t.setQuantization(ModelFile.quantization(0, 0, Float.NaN)));
        file.tensor("lost", TensorType.INT8, new int[] {3}, tensor -> tensor.setBuffer(99));
        expect(
                "7 problems:\n"
                        + "  tensor 2 \"pairs\": element type COMPLEX64 is not supported: leave that part out of the"
                        + " model\n"
                        + "  tensor 3 \"unknown\": dimension 0 is -1; convert the model with fixed shapes\n"
                        + "  tensor 4 \"state\": is a variable: models that keep state between runs are not supported\n"
                        + "  tensor 5 \"huge\": has more than 2^31 - 1 elements\n"
                        + "  tensor 6 \"short\": int32[3] needs 12 bytes of data, its buffer 1 holds 8\n"
                        + "  tensor 7 \"nan\": has scale NaN\n"
                        + "  tensor 8 \"lost\": names buffer 99 of 2\n"
                        + "the file is damaged: convert or copy it again",
                bytes());
    }

    @Test
    void namesAnotherSchemaVersion() {
        expect(
                "has schema version 2; 3 is supported: convert the model again",
                file.bytes(model -> model.setVersion(2)));
    }

    @Test
    void namesWhatIsNoModel() {
        for (String content : new String[] {"", "TFL3", "0000TFL", "<html><body></body></html>"}) {
            expect(
                    "is not a .tflite model: \"TFL3\" is missing at byte 4",
                    ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Test
    void namesFilesThatCannotBeRead() {
        IOException missing = assertThrows(IOException.class, () -> TfliteReader.read(Path.of("no/such.tflite")));
        assertEquals("no/such.tflite does not exist", missing.getMessage());
        IOException device = assertThrows(IOException.class, () -> TfliteReader.read(Path.of("/dev/null")));
        assertEquals("/dev/null is not a regular file", device.getMessage());
    }
}
