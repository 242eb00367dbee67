// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.testing.CompositeFile;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.ModelT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.StableHLOCompositeOptionsT;
import io.lanewise.tflite.schema.SubGraphT;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompositesTest {

    @Test
    void decompositionsStandInTheirPlace() {
        Graph graph = TfliteReader.read("m", CompositeFile.bytes());
        assertEquals(
                List.of("SUB", "SUB", "SUB"),
                graph.operators().stream().map(Operator::kind).toList());
        assertEquals("y", graph.tensor(graph.outputs().get(0)).name());
        // The outer composite's result has the name that the main graph gives it.
        assertEquals("result", graph.tensor(graph.operators().get(1).output()).name());
        try (Session session = Model.of(graph).newSession()) {
            session.input("left").putFloats(10, 20, 30, 40);
            session.input("right").putFloats(1, 1, 1, 1);
            session.run();
            // (1, 2, 3, 4) - (left - right) - left
            assertArrayEquals(
                    new float[] {-18, -37, -56, -75}, session.output(0).floats());
            assertArrayEquals(new float[] {10, 20, 30, 40}, session.output(1).floats());
        }
    }

    private static void refused(String message, Consumer<ModelT> change) {
        ModelException e =
                assertThrows(ModelException.class, () -> TfliteReader.read("m", CompositeFile.bytes(change)));
        assertEquals("m: " + message, e.lines().get(0));
    }

    private static OperatorT operator(ModelT model, int subgraph, int index) {
        return model.getSubgraphs()[subgraph].getOperators()[index];
    }

    private static StableHLOCompositeOptionsT options(ModelT model, int subgraph, int index) {
        return (StableHLOCompositeOptionsT)
                operator(model, subgraph, index).getBuiltinOptions2().getValue();
    }

    @Test
    void whatIsWrongWithinIsNamedWhereItIs() {
        ModelException e = assertThrows(
                ModelException.class,
                () -> TfliteReader.read("m", CompositeFile.bytes(model -> {
                    model.getOperatorCodes()[0].setBuiltinCode(BuiltinOperator.SEGMENT_SUM);
                    model.getOperatorCodes()[0].setDeprecatedBuiltinCode((byte) BuiltinOperator.SEGMENT_SUM);
                })));
        assertEquals(
                List.of(
                        "m: 3 problems:",
                        "  operator 0 STABLEHLO_COMPOSITE: operator 0 SEGMENT_SUM: not supported",
                        "  operator 0 STABLEHLO_COMPOSITE: operator 1 STABLEHLO_COMPOSITE: operator 0 SEGMENT_SUM: not"
                                + " supported",
                        "  operator 1 SEGMENT_SUM: not supported"),
                e.lines().subList(0, 4));
        refused(
                "operator 0 STABLEHLO_COMPOSITE: operator 0 SUB \"inner2\": names tensor 9 of 4",
                model -> operator(model, 1, 0).getInputs()[0] = 9);
    }

    @Test
    void decompositionsFitTheirOperators() {
        refused(
                "operator 0 STABLEHLO_COMPOSITE: is \"test.composite\" by subgraph 3 of 3",
                model -> options(model, 0, 0).setDecompositionSubgraphIndex(3));
        refused(
                "operator 0 STABLEHLO_COMPOSITE: has 2 inputs and 2 outputs, its decomposition 1 and 1",
                model -> options(model, 0, 0).setDecompositionSubgraphIndex(2));
        refused(
                "operator 0 STABLEHLO_COMPOSITE: names tensor 7 of 4",
                model -> model.getSubgraphs()[1].setOutputs(new int[] {3, 7}));
        refused(
                "operator 0 STABLEHLO_COMPOSITE: has no StableHLOCompositeOptions",
                model -> operator(model, 0, 0).setBuiltinOptions2(null));
    }

    @Test
    void aCompositeOfItselfIsRefused() {
        ModelException e = assertThrows(
                ModelException.class,
                () -> TfliteReader.read(
                        "m",
                        CompositeFile.bytes(model -> model.getSubgraphs()[2].setOperators(
                                new OperatorT[] {CompositeFile.composite(2, new int[] {0}, 2)}))));
        String first = e.lines().get(0);
        assertEquals("m: operator 0 STABLEHLO_COMPOSITE: operator 1 STABLEHLO_COMPOSITE: ", first.substring(0, 67));
        assertEquals("STABLEHLO_COMPOSITE: is nested more than 16 deep", first.substring(first.length() - 48));
    }

    /** Each of 12 composites is four of the next, 4^12 operators in all. */
    @Test
    void decompositionsDoNotGrowBeyondTheFile() {
        ModelException e = assertThrows(
                ModelException.class, () -> TfliteReader.read("m", CompositeFile.bytes(CompositesTest::grow)));
        assertTrue(
                e.getMessage().contains("(its tables, names, vectors and constants come to more than "),
                e.getMessage());
    }

    private static void grow(ModelT model) {
        List<SubGraphT> subgraphs = new ArrayList<>(Arrays.asList(model.getSubgraphs()));
        for (int next = 4; next < 16; next++) {
            SubGraphT subgraph = CompositeFile.subgraph(5, new int[] {0}, new int[] {4});
            int decomposition = next == 15 ? 2 : next;
            subgraph.setOperators(IntStream.range(0, 4)
                    .mapToObj(i -> CompositeFile.composite(decomposition, new int[] {i}, i + 1))
                    .toArray(OperatorT[]::new));
            subgraphs.add(subgraph);
        }
        model.setSubgraphs(subgraphs.toArray(SubGraphT[]::new));
        options(model, 1, 1).setDecompositionSubgraphIndex(3);
    }
}
