// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions that exporters of older opsets compose are read as one operator. */
class IdiomsTest {
    private static final String GELU = "[GELU]";

    private static OnnxModel model() {
        return new OnnxModel(13)
                .input("x", 1, 4)
                .floats("root", new float[] {(float) Math.sqrt(2)})
                .floats("one", new float[] {1}, 1)
                .floats("half", new float[] {0.5f})
                .floats("inverse", new float[] {(float) Math.sqrt(0.5)});
    }

    private static OnnxModel sum(OnnxModel model) {
        return model.node("Div", List.of("x", "root"), "scaled")
                .node("Erf", List.of("scaled"), "erf")
                .node("Add", List.of("erf", "one"), "sum");
    }

    private static String kinds(Graph graph) {
        return graph.operators().stream().map(Operator::kind).toList().toString();
    }

    @Test
    void pytorchsGelu() {
        assertEquals(
                GELU,
                kinds(sum(model())
                        .node("Mul", List.of("x", "sum"), "product")
                        .node("Mul", List.of("product", "half"), "y")
                        .output("y")
                        .read()));
    }

    @Test
    void theHalfMayComeBeforeOrBetween() {
        assertEquals(
                GELU,
                kinds(sum(model().node("Mul", List.of("half", "x"), "halves"))
                        .node("Mul", List.of("sum", "halves"), "y")
                        .output("y")
                        .read()));
        assertEquals(
                GELU,
                kinds(sum(model())
                        .node("Mul", List.of("half", "sum"), "halves")
                        .node("Mul", List.of("halves", "x"), "y")
                        .output("y")
                        .read()));
    }

    /** Another factor is another function, and a part that is read elsewhere must stay. */
    @Test
    void whatIsNotGeluStaysErf() {
        OnnxModel other =
                sum(model()).node("Mul", List.of("x", "sum"), "product").node("Mul", List.of("product", "root"), "y");
        OnnxModel read = sum(model())
                .node("Mul", List.of("x", "sum"), "product")
                .node("Mul", List.of("product", "half"), "y")
                .output("sum");
        for (OnnxModel model : List.of(other, read)) {
            ModelException refusal = assertThrows(ModelException.class, model.output("y")::read);
            assertTrue(refusal.getMessage().contains("Erf"), refusal.getMessage());
        }
    }

    @Test
    void hardSwishOfHardSigmoid() {
        assertEquals(
                "[HARD_SWISH]",
                kinds(model().node("HardSigmoid", List.of("x"), "gate")
                        .real("alpha", 1f / 6)
                        .real("beta", 0.5f)
                        .node("Mul", List.of("x", "gate"), "y")
                        .output("y")
                        .read()));
        String steeper = kinds(model().node("HardSigmoid", List.of("x"), "gate")
                .real("alpha", 0.2f)
                .node("Mul", List.of("x", "gate"), "y")
                .output("y")
                .read());
        assertTrue(!steeper.contains("HARD_SWISH"), steeper);
    }
}
