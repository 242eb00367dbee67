// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An input is an NCHW image if what reads it first, past functions of each element, takes it for one. */
class ImageInputsTest {
    private static final Shape NCHW = Shape.of(1, 2, 3, 4);
    private static final Shape NHWC = Shape.of(1, 3, 4, 2);

    /** Of opset 24, whose last addition, Swish, is one of them. */
    private static OnnxModel model() {
        return new OnnxModel(24)
                .input("x", NCHW.dims())
                .floats("w", new float[] {1, 2, -1, 3}, 2, 2, 1, 1)
                .floats("one", new float[] {1}, 1)
                .bytes("zero", 0)
                .longs("pads", new long[] {0, 0, 1, 1, 0, 0, 1, 1}, 8);
    }

    private static Shape input(OnnxModel model) {
        Graph graph = model.output("out").read();
        return graph.tensor(graph.inputs().get(0)).shape();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Abs",
                "Ceil",
                "Celu",
                "Clip",
                "Dropout",
                "Elu",
                "Exp",
                "Floor",
                "Gelu",
                "HardSigmoid",
                "HardSwish",
                "Identity",
                "LeakyRelu",
                "Log",
                "Max",
                "Mean",
                "Min",
                "Mish",
                "Neg",
                "Reciprocal",
                "Relu",
                "Round",
                "Selu",
                "Sigmoid",
                "Softplus",
                "Softsign",
                "Sqrt",
                "Sum",
                "Swish",
                "Tanh"
            })
    void functionsOfOneInputAreSeenThrough(String kind) {
        assertEquals(NHWC, input(model().node(kind, List.of("x"), "y").node("Conv", List.of("y", "w"), "out")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Add", "Div", "Max", "Mean", "Min", "Mul", "PRelu", "Pow", "Sub", "Sum"})
    void functionsOfTwoInputsAreSeenThrough(String kind) {
        assertEquals(NHWC, input(model().node(kind, List.of("x", "one"), "y").node("Conv", List.of("y", "w"), "out")));
    }

    @Test
    void otherTypesAndPaddingAreSeenThrough() {
        assertEquals(
                NHWC,
                input(model().node("Cast", List.of("x"), "c")
                        .integer("to", 1)
                        .node("Pad", List.of("c", "pads"), "p")
                        .node("QuantizeLinear", List.of("p", "one", "zero"), "q")
                        .node("DequantizeLinear", List.of("q", "one", "zero"), "y")
                        .node("Conv", List.of("y", "w"), "out")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GlobalAveragePool", "GlobalMaxPool", "LRN"})
    void imagesAreTakenForImages(String kind) {
        assertEquals(NHWC, input(model().node(kind, List.of("x"), "out")));
    }

    /** Kinds that say nothing of images, and what several readers differ about, stay as ONNX has them. */
    @ParameterizedTest
    @ValueSource(strings = {"Softmax", "ReduceSum", "Flatten"})
    void othersAreNot(String kind) {
        assertEquals(NCHW, input(model().node(kind, List.of("x"), "out")));
        assertEquals(NCHW, input(model().node("Exp", List.of("x"), "y").node(kind, List.of("y"), "out")));
        assertEquals(
                NCHW,
                input(model().node("Exp", List.of("x"), "y")
                        .node(kind, List.of("y"), "other")
                        .output("other")
                        .node("Conv", List.of("y", "w"), "out")));
    }

    @Test
    void whoAsksForSizesOnlyIsNotAsked() {
        for (String kind : Sizes.KINDS) {
            assertEquals(
                    NHWC,
                    input(model().node(kind, List.of("x"), "sizes")
                            .output("sizes")
                            .node("Conv", List.of("x", "w"), "out")));
        }
    }
}
