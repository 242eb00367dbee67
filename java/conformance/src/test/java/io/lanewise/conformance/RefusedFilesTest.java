// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.glyphs.Glyphs;
import io.lanewise.graph.ModelException;
import io.lanewise.tflite.flatbuffers.FlatBufferBuilder;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.FullyConnectedOptionsT;
import io.lanewise.tflite.schema.ModelT;
import io.lanewise.tflite.schema.OperatorCodeT;
import io.lanewise.tflite.schema.SignatureDefT;
import io.lanewise.tflite.schema.SparsityParametersT;
import io.lanewise.tflite.schema.SubGraphT;
import io.lanewise.tflite.schema.TensorT;
import io.lanewise.tflite.schema.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that do not run say what is wrong, where, and what to do. */
class RefusedFilesTest {
    private static final String AGAIN = "convert or copy it again";
    private static final String COMPILED = "load the file that was given to its compiler";
    private static final String TEXT = "do that before the model";

    /** A change to the sample model, and what its message says: where, what, what to do. */
    private record Edit(String where, String what, String advice, Consumer<ModelT> change) {
        @Override
        public String toString() {
            return where + ' ' + what;
        }
    }

    private static Edit edit(String where, String what, String advice, Consumer<ModelT> change) {
        return new Edit(where, what, advice, change);
    }

    private static TensorT tensor(ModelT model, int index) {
        return model.getSubgraphs()[0].getTensors()[index];
    }

    /** The weights of the first operator. */
    private static TensorT weights(ModelT model) {
        return tensor(model, model.getSubgraphs()[0].getOperators()[0].getInputs()[1]);
    }

    private static Edit kind(int code, int version, String what, String advice) {
        return edit("operator 0 ", what, advice, model -> {
            OperatorCodeT changed = new OperatorCodeT();
            changed.setBuiltinCode(code);
            changed.setDeprecatedBuiltinCode((byte) Math.min(code, 127));
            changed.setVersion(version);
            replaceFirst(model, changed);
        });
    }

    private static Edit custom(String name, String what, String advice) {
        return edit("operator 0 CUSTOM \"" + name + "\": ", what, advice, model -> {
            OperatorCodeT changed = new OperatorCodeT();
            changed.setBuiltinCode(BuiltinOperator.CUSTOM);
            changed.setDeprecatedBuiltinCode((byte) BuiltinOperator.CUSTOM);
            changed.setCustomCode(name);
            changed.setVersion(1);
            replaceFirst(model, changed);
        });
    }

    private static void replaceFirst(ModelT model, OperatorCodeT code) {
        OperatorCodeT[] codes = Arrays.copyOf(model.getOperatorCodes(), model.getOperatorCodes().length + 1);
        codes[codes.length - 1] = code;
        model.setOperatorCodes(codes);
        model.getSubgraphs()[0].getOperators()[0].setOpcodeIndex(codes.length - 1);
    }

    static Stream<Edit> edits() {
        return Stream.of(
                edit(
                        "tensor ",
                        "names buffer 9999 of ",
                        AGAIN,
                        model -> weights(model).setBuffer(9999)),
                edit(
                        "tensor ",
                        " bytes of data, its buffer ",
                        AGAIN,
                        model -> weights(model).setShape(new int[] {1, 1, 1, 7})),
                edit(
                        "operator 0 CONV_2D",
                        "names tensor 9999 of ",
                        AGAIN,
                        model -> model.getSubgraphs()[0].getOperators()[0].getInputs()[0] = 9999),
                edit(
                        "operator 0 CONV_2D",
                        "names tensor -5 of ",
                        AGAIN,
                        model -> model.getSubgraphs()[0].getOperators()[0].getOutputs()[0] = -5),
                edit(
                        "operator 0 names",
                        " operator code 77 of ",
                        AGAIN,
                        model -> model.getSubgraphs()[0].getOperators()[0].setOpcodeIndex(77)),
                edit(
                        "operator 0 CONV_2D",
                        "has no Conv2DOptions",
                        AGAIN,
                        model -> model.getSubgraphs()[0].getOperators()[0].setBuiltinOptions(null)),
                edit("FULLY_CONNECTED", "weights format number 1", "convert the model with the default", model -> {
                    for (var operator : model.getSubgraphs()[0].getOperators()) {
                        if (operator.getBuiltinOptions() != null
                                && operator.getBuiltinOptions().getValue() instanceof FullyConnectedOptionsT dense) {
                            dense.setWeightsFormat((byte) 1);
                        }
                    }
                }),
                edit(
                        "tensor 0 ",
                        "holds text",
                        "make numbers of it before the model",
                        model -> tensor(model, 0).setType(TensorType.STRING)),
                edit(
                        "tensor 0 ",
                        "element type COMPLEX64",
                        "leave that part out",
                        model -> tensor(model, 0).setType(TensorType.COMPLEX64)),
                edit(
                        "tensor ",
                        "is stored sparse",
                        "convert the model without it",
                        model -> weights(model).setSparsity(new SparsityParametersT())),
                edit(
                        "tensor 0 ",
                        "dimension 0 is -1",
                        "convert the model with fixed shapes",
                        model -> tensor(model, 0).getShape()[0] = -1),
                edit(
                        "tensor 0 ",
                        "has 9 dimensions",
                        "at most 8 are supported",
                        model -> tensor(model, 0).setShape(new int[9])),
                edit("glyphs", "has schema version 4", "convert the model again", model -> model.setVersion(4)),
                edit("glyphs", "has no subgraphs", AGAIN, model -> model.setSubgraphs(new SubGraphT[0])),
                edit("signature \"serve\"", "names subgraph 3 of 1", AGAIN, model -> {
                    SignatureDefT signature = new SignatureDefT();
                    signature.setSignatureKey("serve");
                    signature.setSubgraphIndex(3);
                    model.setSignatureDefs(new SignatureDefT[] {signature});
                }),
                kind(999, 1, "builtin operator 999: not supported", "supported are ABS, ADD, "),
                kind(BuiltinOperator.CONV_3D, 1, "CONV_3D: not supported", "supported are ABS, ADD, "),
                kind(BuiltinOperator.CONV_2D, 99, "CONV_2D: version 99 is not supported", "an older release"),
                kind(BuiltinOperator.CONV_2D, 0, "CONV_2D: version 0 is not supported", "convert the model"),
                kind(BuiltinOperator.HASHTABLE_FIND, 1, "HASHTABLE_FIND: computes on text", TEXT),
                kind(BuiltinOperator.SKIP_GRAM, 1, "SKIP_GRAM: computes on text", TEXT),
                kind(BuiltinOperator.WHERE, 1, "WHERE: gives as many rows as", "choose values by SELECT_V2"),
                kind(BuiltinOperator.UNIQUE, 1, "UNIQUE: gives as many rows as", "a fixed number of them by TOPK_V2"),
                custom("edgetpu-custom-op", "is compiled for Google's Edge TPU", COMPILED),
                custom("ethos-u", "is compiled for Arm's Ethos-U NPU", COMPILED),
                custom("NeutronGraph", "is compiled for NXP's Neutron NPU", COMPILED),
                custom("DISPATCH_OP", "is compiled for the NPU of one chip", COMPILED),
                custom("MTKEXT_SOFTMAX", "is compiled for MediaTek's APU", COMPILED),
                custom("FlexErf", "needs TensorFlow", "without SELECT_TF_OPS"),
                custom("FlexTensorListReserve", "needs TensorFlow", "unroll=True"),
                custom("tftext:WhitespaceTokenizer", "computes on text", TEXT),
                custom("CUSTOM_OP_STRING_TO_NUMBER", "computes on text", TEXT),
                custom("Landmarks", "not supported", "io.lanewise.custom.CustomOperator"));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void sayWhereWhatAndWhatToDo(Edit edit) throws IOException {
        ModelT model = io.lanewise.tflite.schema.Model.getRootAsModel(ByteBuffer.wrap(glyphs()))
                .unpack();
        edit.change.accept(model);
        FlatBufferBuilder builder = new FlatBufferBuilder();
        io.lanewise.tflite.schema.Model.finishModelBuffer(
                builder, io.lanewise.tflite.schema.Model.pack(builder, model));
        byte[] file = builder.sizedByteArray();
        assertSays(file, "glyphs", List.of(edit.where, edit.what, edit.advice));
    }

    private static byte[] glyphs() throws IOException {
        try (InputStream in = Glyphs.model()) {
            return in.readAllBytes();
        }
    }

    private static void assertSays(byte[] file, String name, List<String> parts) {
        ModelException e = assertThrows(ModelException.class, () -> Model.read(name, ByteBuffer.wrap(file)));
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), () -> e.getMessage() + "\ndoes not say: " + part);
        }
    }

    @ParameterizedTest
    @CsvSource({"10", "300", "5000"})
    void truncatedFilesAreDamaged(int length) throws IOException {
        assertSays(Arrays.copyOf(glyphs(), length), "glyphs", List.of("is damaged", AGAIN));
    }

    @ParameterizedTest
    @CsvSource({
        "model.onnx, io.lanewise.quantizer.ModelFiles.load",
        "model.ONNX, artifact lanewise-quantizer",
        "model.onnx, lanewise convert",
        "model.h5, \"TFL3\" is missing at byte 4"
    })
    void otherFormatsAreNamed(String name, String part) {
        assertSays(new byte[64], name, List.of(name, "is not a .tflite model", part));
    }

    /** Public files. */
    @ParameterizedTest
    @CsvSource({
        "XuesiChen__coralmicro__db093a_testconv1-edgetpu, operator 0, Edge TPU, load the file that",
        "XuesiChen__coralmicro__89c2af_voice_commands_v0.7_edgetpu, operator 0, Edge TPU, load the file that",
        "google-ai-edge__mediapipe__1401cd_face-detector-quantized_edgetpu, operator 0, Edge TPU, load the file that",
        "google-coral__test_data__97dead_keras_lstm_mnist_ptq_edgetpu, operator 0, Edge TPU, load the file that",
        "mattn__go-tflite__e723e6_fizzbuzz_model_quant_edgetpu, operator 0, Edge TPU, load the file that",
        "google-ai-edge__LiteRT__a2c769_MTKEXT_CONV_2D, operator 0, MediaTek's APU, load the file that",
        "google-ai-edge__LiteRT__2e1454_simple_add_op.sm8750, operator 0, the NPU of one chip, load the file that",
        "google-coral__test_data__4af3df_model_invoking_error, operator 0, fake-op-double, CustomOperator",
        "hugocornellier__face_detection_tflite__880c84_selfie_segmenter_landscape, operator 244,"
                + " Convolution2DTransposeBias, CustomOperator",
        "tensorflow__examples__ec1061_planestrike_tf_agents, FlexMultinomial, needs TensorFlow, SELECT_TF_OPS",
        "tensorflow__tflite-support__c24c71_whitespace_tokenizer_to_ragged_1d_input, operator 0, computes on text,"
                + " before the model",
        "tensorflow__tflite-support__664085_wiki40b-lm-en, operator 0, computes on text, before the model"
    })
    void publicFilesSayItToo(String file, String where, String what, String advice) throws IOException {
        Path path = SharedData.file("zoo/" + file + ".tflite");
        assertSays(Files.readAllBytes(path), file, List.of(where, what, advice));
    }
}
