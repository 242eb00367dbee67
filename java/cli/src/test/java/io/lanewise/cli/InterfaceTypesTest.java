// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lanewise.Model;
import io.lanewise.tensor.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code quantize} writes, every other command takes, whatever the type of inputs and outputs. */
class InterfaceTypesTest {
    @TempDir
    private Path folder;

    private Path floatModel;
    private Path pixels;
    private Path labels;
    private Path output;

    @BeforeEach
    void writeFiles() throws IOException {
        floatModel = TinyModel.writeFloat(folder);
        pixels = Samples.pixels(folder.resolve("pixels.idx"), 9, 1, 2, 0, 0, 255, 3, 40, 3);
        labels = Samples.labels(folder.resolve("labels.idx"), 0, 2, 1);
        output = folder.resolve("out.tflite");
    }

    @ParameterizedTest
    @CsvSource({
        "int8,int8,INT8",
        "int8,float,FLOAT32",
        "int8-symmetric,int8,INT8",
        "int16,int16,INT16",
        "int16,float,FLOAT32",
        "dynamic,float,FLOAT32",
        "weight-only,float,FLOAT32",
        "float,float,FLOAT32"
    })
    void everyCommandTakesEveryType(String scheme, String interfaceType, DataType type) throws IOException {
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--scheme", scheme, "--interface", interfaceType)
                .lines();
        assertEquals(type, Model.load(output).inputs().get(0).type());
        for (String backend : List.of("native", "java")) {
            assertEquals(
                    3,
                    Outcome.of("run", output, "-s", pixels, "--backend", backend)
                            .lines()
                            .size());
        }
        assertTrue(Outcome.of("evaluate", floatModel, output, "-s", pixels, "--labels", labels)
                .lines()
                .get(5)
                .startsWith("out.tflite   100.00 %"));
        Outcome compared = Outcome.of("compare", floatModel, output, "-s", pixels, "--json");
        JsonNode layers = new ObjectMapper().readTree(compared.out()).get("layers");
        String inside = scheme.startsWith("int") ? scheme.substring(0, scheme.startsWith("int16") ? 5 : 4) : "float32";
        layers.forEach(layer -> assertEquals(inside, layer.get("type").asText()));
        assertEquals(3, layers.size());
        Outcome.of("inspect", output).lines();
        if (!scheme.equals("dynamic")) {
            Outcome.of("convert", output, "-o", folder.resolve("out.onnx")).lines();
        }
        if (scheme.startsWith("int")) {
            JsonNode report = new ObjectMapper().readTree(reported(scheme).toFile());
            assertEquals(1, report.at("/accuracy/models/1/top1").asDouble());
        }
    }

    private Path reported(String scheme) {
        Path json = folder.resolve("report.json");
        Outcome.of(
                        "report",
                        floatModel,
                        "-s",
                        pixels,
                        "--labels",
                        labels,
                        "--scheme",
                        scheme,
                        "-o",
                        folder.resolve("r.html"),
                        "--json",
                        json)
                .lines();
        return json;
    }

    /** Steps of 255 / 32767. */
    @Test
    void int16ValuesGoInAndComeOut() throws IOException {
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--scheme", "int16")
                .lines();
        assertEquals(
                "0 1156 128 257",
                Outcome.of("run", output, "-s", pixels, "--as-stored").lines().get(0));
        assertEquals(
                "1 0.0 0.0 255.0",
                Outcome.of("run", output, "-s", pixels).lines().get(1));
        ByteBuffer stored = ByteBuffer.allocate(6)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) -32768)
                .putShort((short) 2)
                .putShort((short) 32767);
        Path raw = Files.write(folder.resolve("raw"), stored.array());
        Path array = folder.resolve("out.npy");
        Outcome.of(
                        "run",
                        output,
                        "-s",
                        raw,
                        "--raw-type",
                        "i16",
                        "--raw-shape",
                        "1,1,3",
                        "--raw-int8",
                        "--as-stored",
                        "-o",
                        array)
                .lines();
        String file = Files.readString(array, StandardCharsets.ISO_8859_1);
        assertTrue(file.contains("'descr': '<i2'"), file);
        assertEquals("\u0000\u0080\u0002\u0000\u00ff\u007f", file.substring(file.length() - 6));
        // What was written goes in again.
        assertEquals(
                "0 -32768 2 32767",
                Outcome.of("run", output, "-s", array, "--raw-int8", "--as-stored")
                        .lines()
                        .get(0));
    }

    @Test
    void aTypeThatTheSchemeDoesNotMakeIsRefused() {
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--scheme", "int16", "--interface", "int8")
                .assertRefused(
                        "lanewise quantize: --interface int8: the scheme makes input \"pixel\" int16[1,1,1,3];"
                                + " leave --interface out, or choose another --scheme",
                        "Try 'lanewise quantize --help'.");
        assertTrue(Files.notExists(output));
    }
}
