// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lanewise.testing.SignatureFile;
import io.lanewise.tflite.flatbuffers.FlatBufferBuilder;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.ModelT;
import io.lanewise.tflite.schema.TensorT;
import io.lanewise.tflite.schema.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    private Path folder;

    @Test
    void printsOperatorsAndTotals() throws IOException {
        Path file = TinyModel.writeInt8(folder);
        List<String> lines = Outcome.of("inspect", file, "--backend", "java").lines();
        assertEquals(
                List.of(
                        file.toString(),
                        "  input 0: \"pixel\" int8[1,1,1,3], scale 1.0, zero point -128",
                        "  output 0: \"scores\" int8[1,3], scale 1.0, zero point -128",
                        "",
                        "#  operator  output         scale, zero point  weights        MACs",
                        "-  --------  -------------  -----------------  -------------  ----",
                        "0  CONV_2D   int8[1,1,1,3]  1.0, -128          int8[3,1,1,3]     9",
                        "1  RESHAPE   int8[1,3]      1.0, -128          -                 -",
                        ""),
                lines.subList(0, 9));
        // Nine weights, and the bias of three int32 zeros without which TFLite runs no convolution.
        assertTrue(lines.get(9).endsWith(", weights 21 B, 9 MACs"), lines.get(9));
        // Nine weights and three offsets as int32; input and output of the convolution, 64 bytes each.
        assertEquals(
                "backend java: packed weights 48 B + arena 128 B + workspace 0 B = 176 B of memory", lines.get(10));
        assertTrue(lines.get(9).startsWith("file " + Figures.bytes(Files.size(file)) + ","), lines.get(9));
    }

    @Test
    void signaturesAreListedAndChosen() throws IOException {
        Path file =
                Files.write(folder.resolve("two.tflite"), SignatureFile.bytes().array());
        for (String key : List.of("less", "more")) {
            List<String> lines = Outcome.of("inspect", file, "--signature", key).lines();
            assertEquals("  signature \"less\": right, left -> difference", lines.get(1));
            assertEquals("  signature \"more\": right, left -> difference", lines.get(2));
            assertEquals("  input 0: \"serving_left:0\" float32[1,4]", lines.get(3));
        }
        JsonNode json = new ObjectMapper()
                .readTree(String.join(
                        "\n",
                        Outcome.of("inspect", file, "--signature", "more", "--json")
                                .lines()));
        assertEquals("more", json.at("/signatures/1/key").asText());
        assertEquals("[\"right\",\"left\"]", json.at("/signatures/1/inputs").toString());
        // "more" takes right - left.
        assertEquals("serving_right:0", json.at("/operators/0/inputs/0/name").asText());
        Outcome.of("inspect", file, "--signature", "most")
                .assertFailed("lanewise inspect: " + file + ": has no signature \"most\"; it has \"less\", \"more\"");
        Outcome.of("inspect", folder.resolve("x.onnx"), "--signature", "most")
                .assertRefused(
                        "lanewise inspect: --signature is for .tflite files; " + folder.resolve("x.onnx")
                                + " has one graph",
                        "Try 'lanewise inspect --help'.");
    }

    @Test
    void warnsOfWhatIsSuspicious() throws IOException {
        Path file = TinyModel.writeInt8(folder);
        // The bias, whose scale is that of the weights as the input's is 1.
        byte[] bytes = Files.readAllBytes(file);
        ModelT model = Model.getRootAsModel(ByteBuffer.wrap(bytes)).unpack();
        for (TensorT tensor : model.getSubgraphs()[0].getTensors()) {
            if (tensor.getType() == TensorType.INT32 && tensor.getQuantization() != null) {
                tensor.getQuantization().setScale(new float[] {2, 2, 2});
            }
        }
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        Files.write(file, builder.sizedByteArray());
        Outcome outcome = Outcome.of("inspect", file);
        assertEquals(0, outcome.exitCode());
        assertTrue(
                outcome.err().startsWith("warning: " + file + ": operator 0 CONV_2D \"mixed\": bias \"mixed/bias\""),
                outcome.err());
    }

    @Test
    void jsonHasEveryScale() throws IOException {
        String json = String.join(
                "\n",
                Outcome.of("inspect", TinyModel.writeInt8(folder), "--json").lines());
        JsonNode inspection = new ObjectMapper().readTree(json);
        assertEquals(9, inspection.get("macs").asLong());
        assertEquals(128, inspection.at("/memory/arena").asLong());
        JsonNode weights = inspection.at("/operators/0/inputs/1");
        assertEquals("[3,1,1,3]", weights.get("shape").toString());
        assertEquals(0, weights.get("axis").asInt());
        assertEquals(1 / 127f, weights.at("/scales/2").floatValue());
    }

    @Test
    void kernelsAreNamed() throws IOException {
        List<String> lines = Outcome.of("inspect", TinyModel.writeInt8(folder), "--kernels", "--backend", "java")
                .lines();
        assertTrue(lines.get(10).startsWith("backend java: ") && lines.get(11).isEmpty(), String.join("\n", lines));
        assertTrue(lines.get(14).startsWith("0  CONV_2D   "), lines.get(14));
    }
}
