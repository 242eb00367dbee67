// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantization.Dequantization;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.SmallNetwork;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemeTest {
    private static final Range RANGE = new Range(-1, 3);

    @Test
    void overridesApplyOneAfterTheOther() {
        Graph graph = FuseActivations.apply(SmallNetwork.float32());
        Scheme scheme = Scheme.INT8
                .with("int16")
                .with(SchemeOverride.parse("kind:CONV_2D=int8,int4-weights"))
                .with(SchemeOverride.parse("con.=per-tensor,range:-2:2"))
                .with(SchemeOverride.parse("kind:INPUT=int8"));
        OperatorScheme conv = scheme.of(graph, graph.operators().get(0));
        assertEquals(
                new OperatorScheme(
                        SchemeArithmetic.INT8,
                        false,
                        new WeightScheme(WeightScheme.Type.INT4, WeightScheme.Granularity.PER_TENSOR),
                        new Range(-2, 2)),
                conv);
        assertEquals(
                SchemeArithmetic.INT16,
                scheme.of(graph, graph.operators().get(1)).arithmetic());
        assertEquals(
                SchemeArithmetic.INT8,
                scheme.ofInput(graph, graph.inputs().get(0)).arithmetic());
    }

    @Test
    void symmetricActivationsHaveZeroPointZero() {
        Graph graph = convert(Scheme.INT8.with("int8-symmetric").with(SchemeOverride.parse("sum=int8,range:0:5.1")));
        assertEquals(Quantization.perTensor(3f / 127, 0), tensor(graph, "conv").quantization());
        assertEquals(
                Quantization.perTensor(5.1f / 255, -128), tensor(graph, "sum").quantization());
        assertEquals(
                Quantization.perTensor(1f / 256, -128), tensor(graph, "gate").quantization(), "as TFLite prescribes");
    }

    @Test
    void int16HasLongBiasesAndZeroPointZero() {
        Graph graph = convert(Scheme.INT8.with("int16"));
        assertEquals(DataType.INT16, tensor(graph, "conv").type());
        assertEquals(
                Quantization.perTensor(3f / 32767, 0), tensor(graph, "conv").quantization());
        assertEquals(
                Quantization.perTensor(1f / 32768, 0),
                tensor(graph, "probabilities").quantization());
        assertEquals(DataType.INT8, tensor(graph, "conv/weights").type());
        assertEquals(DataType.INT64, tensor(graph, "conv/bias").type());
        assertEquals(DataType.INT16, tensor(graph, "gain").type(), "a constant factor");
    }

    @Test
    void aQuantizeStandsWhereTheWidthChanges() {
        Graph graph = convert(Scheme.INT8
                .with(SchemeOverride.parse("kind:ADD|MUL=int16"))
                .with(SchemeOverride.parse("kind:MUL=int16")));
        assertEquals(
                "CONV_2D DEPTHWISE_CONV_2D MAX_POOL_2D AVERAGE_POOL_2D DEQUANTIZE QUANTIZE DEQUANTIZE"
                        + " QUANTIZE ADD MUL QUANTIZE PAD"
                        + " CONCATENATION MEAN LOGISTIC RESHAPE FULLY_CONNECTED SOFTMAX",
                graph.operators().stream().map(Operator::kind).collect(Collectors.joining(" ")));
        assertEquals(DataType.INT16, tensor(graph, "max/int16").type());
        assertEquals(
                Quantization.perTensor(3f / 32767, 0),
                tensor(graph, "max/int16").quantization(),
                "its own range");
        assertEquals(DataType.INT8, tensor(graph, "product/int8").type());
    }

    /** Granularity is left out of the name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float",
                "weight-only",
                "dynamic",
                "int8",
                "int8-symmetric",
                "int16",
                "int8, int4-weights",
                "dynamic, int4-weights",
                "weight-only, codebook-16",
                "weight-only, codebook-256",
                "weight-only, int4-weights, block-32"
            })
    void namesAreTheWordsThatMakeIt(String name) {
        assertEquals(name, Scheme.INT8.with(name.split(", ")).name());
        assertEquals(name, Scheme.PLAIN.with(name.split(", ")).name());
        assertEquals(
                name + " with overrides",
                Scheme.INT8
                        .with(name.split(", "))
                        .with(SchemeOverride.parse("x=int8"))
                        .name());
    }

    @Test
    void weightsMayHaveOneScale() {
        assertEquals(
                -1,
                tensor(convert(Scheme.INT8.with("per-tensor")), "conv/weights")
                        .quantization()
                        .axis());
        assertEquals(
                0,
                tensor(convert(Scheme.INT8.with("per-channel")), "dense/weights")
                        .quantization()
                        .axis());
    }

    /**
     * A row of a convolution's weights is its input channels, of a dense layer's all of them; depthwise ones have no
     * such row.
     */
    @Test
    void blocksHaveScalesOfTheirOwn() {
        GraphBuilder g = new GraphBuilder();
        int x = g.input("x", 1, 40);
        float[] weights = new float[2 * 40];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 40 - 13;
        }
        int y = g.activation("y", 1, 2);
        g.add(new FullyConnected(x, g.floats("w", Shape.of(2, 40), weights), -1, y, Activation.NONE, false));
        Graph graph = Quantizer.of(Model.of(g.build(y)))
                .scheme(Scheme.INT8.with("weight-only", "block-16", "int4-weights"))
                .quantize()
                .graph();
        Tensor stored = tensor(graph, "w");
        assertEquals(DataType.INT4, stored.type());
        // -13 to 2, 3 to 18, 19 to 26.
        assertEquals(
                Quantization.perBlock(new float[] {13 / 7f, 18 / 7f, 26 / 7f, 13 / 7f, 18 / 7f, 26 / 7f}, 16),
                stored.quantization());
        assertEquals(6 * 26 / 7f, Dequantization.floats(stored)[35], 1e-5, "22 is 5.9 steps");
        assertRefused("weights of blocks are for the scheme weight-only", g.build(y), "block-16");
        assertRefused("weights of blocks are for the scheme weight-only", g.build(y), "dynamic", "block-16");
        assertRefused("weights of a codebook have no blocks", g.build(y), "weight-only", "codebook-16", "block-16");
        assertTrue(assertThrows(ModelException.class, () -> TfliteWriter.encode(graph))
                .getMessage()
                .contains("\"w\" int4[2,40] has 6 scales of blocks of 16, which are not written as .tflite"));
        assertEquals(
                3,
                tensor(
                                Quantizer.of(Model.of(SmallNetwork.float32()))
                                        .scheme(Scheme.INT8.with("weight-only", "block-16"))
                                        .quantize()
                                        .graph(),
                                "depthwise/weights")
                        .quantization()
                        .axis());
    }

    private static void assertRefused(String problem, Graph graph, String... words) {
        ModelException e = assertThrows(
                ModelException.class,
                () -> Quantizer.of(Model.of(graph))
                        .scheme(Scheme.INT8.with(words))
                        .calibrate(Stream.of(new float[40]))
                        .quantize());
        assertTrue(e.getMessage().endsWith(problem), e.getMessage());
    }

    @Test
    void badWordsAndPatternsAreNamed() {
        assertMessage("\"int5\" is none of float, weight-only,", () -> Scheme.INT8.with("int5"));
        assertMessage("range:1:x", () -> new SchemeWord("range:1:x"));
        assertMessage("a range needs finite ends in order", () -> new SchemeWord("range:2:1"));
        assertMessage("is no regular expression", () -> SchemeOverride.parse("(=int8"));
        assertMessage("is not PATTERN=WORD", () -> SchemeOverride.parse("int8"));
        ModelException e = assertThrows(
                ModelException.class, () -> convert(Scheme.INT8.with(SchemeOverride.parse("nowhere=int8"))));
        assertTrue(e.getMessage().contains("override \"nowhere\" matches no operator's output"), e.getMessage());
    }

    @Test
    void aRecipeHoldsAScheme(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.json"), """
                {"scheme": "int16, per-tensor", "overrides": [{"match": "kind:CONV_2D", "scheme": "int8"}]}""");
        assertEquals(
                Scheme.INT8.with("int16", "per-tensor").with(SchemeOverride.parse("kind:CONV_2D=int8")),
                SchemeRecipe.read(file));
        assertRefused(file, "{\"schema\": 1}", "the recipe has \"schema\"; known are overrides, scheme");
        assertRefused(file, "{\"overrides\": [{\"match\": \"a\"}]}", "overrides[0].scheme is missing or no text");
        assertRefused(file, "{\"scheme\": \"int8\"", "is no JSON: ");
        assertRefused(file, "[]", "the recipe is not an object in braces");
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("recipe.json");
        String brackets = "[".repeat(100_000);
        assertRefused(file, brackets, "is no JSON: Document nesting depth");
        assertRefused(file, "{\"overrides\": " + brackets, "is no JSON: Document nesting depth");
        assertRefused(file, "{\"scheme\": " + "{\"a\":".repeat(100_000), "is no JSON: Document nesting depth");
        String open = "(".repeat(100_000);
        assertRefused(
                file,
                "{\"overrides\": [{\"match\": \"" + open + "\", \"scheme\": \"int8\"}]}",
                "(...\" is no regular expression: ");
    }

    private static void assertRefused(Path file, String text, String problem) throws IOException {
        Files.writeString(file, text);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> SchemeRecipe.read(file));
        assertTrue(e.getMessage().startsWith(file.toString()) && e.getMessage().contains(problem), e.getMessage());
    }

    private static void assertMessage(String problem, Runnable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    /** Every tensor's range is -1 to 3. */
    private static Graph convert(Scheme scheme) {
        Graph fused = FuseActivations.apply(SmallNetwork.float32());
        return new Int8Conversion(InterfaceType.INT8)
                .convert(QuantizedModel.of(fused, fused, scheme, tensor -> RANGE), ScaleFormula.TFLITE)
                .graph();
    }

    private static Tensor tensor(Graph graph, String name) {
        return graph.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
