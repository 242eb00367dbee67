// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.Model;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code convert} and {@code preflight}. */
class ConvertCommandTest {
    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = TinyModel.writeInt8(folder);
    }

    /** To ONNX and back: the same tensors' scales, and the same operators. */
    @Test
    void bothWaysKeepScalesAndOperators() throws IOException {
        Path onnx = folder.resolve("model.onnx");
        Path back = folder.resolve("back.tflite");
        Outcome.of("convert", model, "-o", onnx).lines();
        Outcome.of("convert", onnx, "-o", back).lines();
        Model first = Model.load(model);
        Model last = ModelFiles.load(back);
        assertEquals(
                first.graph().operators().stream().map(o -> o.kind()).toList(),
                last.graph().operators().stream().map(o -> o.kind()).toList());
        assertEquals(first.inputs().get(0).quantization(), last.inputs().get(0).quantization());
        assertEquals(
                first.outputs().get(0).quantization(), last.outputs().get(0).quantization());
    }

    /** What is stored in four bits, and what in eight under floats, stays so. */
    @ParameterizedTest
    @ValueSource(strings = {"int4-weights", "weight-only,int4-weights", "weight-only"})
    void storedWeightsStay(String words) throws IOException {
        Path quantized = folder.resolve("stored.tflite");
        Path onnx = folder.resolve("stored.onnx");
        Quantizer.of(ModelFiles.load(TinyModel.writeFloat(folder)))
                .scheme(Scheme.INT8.with(words.split(",")))
                .calibrate(Stream.of(new float[] {1, 2, 3}))
                .quantize()
                .write(quantized);
        Outcome.of("convert", quantized, "-o", onnx).lines();
        ModelProto file = ModelProto.parseFrom(Files.readAllBytes(onnx));
        int type = words.contains("int4") ? TensorProto.DataType.INT4_VALUE : TensorProto.DataType.INT8_VALUE;
        assertTrue(file.getGraph().getInitializerList().stream()
                .anyMatch(i -> i.getDataType() == type && i.getDimsCount() == 4));
        assertTrue(String.join(
                        " ", Outcome.of("inspect", onnx, "--backend", "java").lines())
                .contains("CONV_2D"));
    }

    @Test
    void openSizesAreGiven() throws IOException {
        Path onnx = folder.resolve("model.onnx");
        Path output = folder.resolve("out.tflite");
        Outcome.of("convert", TinyModel.writeFloat(folder), "-o", onnx).lines();
        ModelProto.Builder open = ModelProto.parseFrom(Files.readAllBytes(onnx)).toBuilder();
        String shape = open.getGraph().getInput(0).getType().getTensorType().getShape().getDimList().stream()
                .map(dim -> Long.toString(dim.getDimValue()))
                .collect(Collectors.joining(","));
        open.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(1)
                .setDimParam("width");
        Files.write(onnx, open.build().toByteArray());
        String name = open.getGraph().getInput(0).getName();
        Outcome.of("convert", onnx, "-o", output)
                .assertFailed("lanewise convert: " + onnx + ": input \"" + name
                        + "\": dimension 1 is \"width\", without a number; give the input's shape");
        Outcome.of("convert", onnx, "-o", output, "--input-shape", name + '=' + shape)
                .lines();
        assertEquals(
                ModelFiles.load(folder.resolve("tiny.tflite")).inputs().get(0).shape(),
                Model.load(output).inputs().get(0).shape());
        Outcome.of("convert", onnx, "-o", output, "--input-shape", "z=1,3", "--input-shape", name + '=' + shape)
                .assertFailed("lanewise convert: " + onnx + ": a shape is given for \"z\", but the inputs are \"" + name
                        + '"');
        assertTrue(Outcome.of("convert", onnx, "-o", output, "--input-shape", name + "=1x3")
                .err()
                .contains("expected sizes with commas between them"));
        assertTrue(Outcome.of("convert", model, "-o", output, "--input-shape", "x=1")
                .err()
                .contains("--input-shape is for .onnx files"));
    }

    @Test
    void aFailureLeavesNoFile() throws IOException {
        Path noise = Files.writeString(folder.resolve("noise.onnx"), "this is no model");
        Path output = folder.resolve("out.tflite");
        Outcome failed = Outcome.of("convert", noise, "-o", output);
        assertTrue(failed.err().startsWith("lanewise convert: " + noise + ": is not an ONNX model"), failed.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void preflightNamesEveryOperator() throws IOException {
        List<String> lines =
                Outcome.of("preflight", TinyModel.writeFloat(folder)).lines();
        assertTrue(lines.get(0).matches("\\s*#\\s+operator\\s+writes\\s+computes with .*"), lines.get(0));
        assertTrue(lines.get(2).contains(" int8 "), lines.get(2));
        assertTrue(lines.get(lines.size() - 1).endsWith("MAC, 100.0 % of them on integers"), lines.toString());
    }
}
