// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Signature;
import io.lanewise.testing.SignatureFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final float[] LEFT = {1, 2, 3, 4};
    private static final float[] RIGHT = {9, 7, 5, 3};

    private static float[] run(Model model, String left, String right, String result) {
        try (Session session = model.newSession()) {
            session.input(left).putFloats(LEFT);
            session.input(right).putFloats(RIGHT);
            session.run();
            return session.output(result).floats();
        }
    }

    @Test
    void theFirstSignatureIsTheDefault() {
        Model model = Model.read("two", SignatureFile.bytes());
        assertArrayEquals(new float[] {-8, -5, -2, 1}, run(model, "left", "right", "difference"));
        assertEquals("less", model.graph().signature().key());
    }

    @Test
    void anotherIsLoadedByItsKey() throws IOException {
        // JUnit's folders cannot be deleted in the emulated armhf JVM.
        Path file = Files.createTempFile("two", ".tflite");
        try {
            Files.write(file, SignatureFile.bytes().array());
            Model model = Model.load(file, "more");
            assertArrayEquals(new float[] {8, 5, 2, -1}, run(model, "left", "right", "difference"));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void everyModelOfAFileListsAllSignatures() {
        Map<String, Integer> inputs = Map.of("left", 0, "right", 1);
        List<Signature> expected = List.of(
                new Signature("less", inputs, Map.of("difference", 0)),
                new Signature("more", inputs, Map.of("difference", 0)));
        assertEquals(expected, Model.read("two", SignatureFile.bytes()).signatures());
        assertEquals(expected, Model.read("two", SignatureFile.bytes(), "more").signatures());
        assertEquals(
                List.of("right", "left"), List.copyOf(expected(0).inputs().keySet()), "names are in the file's order");
    }

    private static Signature expected(int index) {
        return Model.read("two", SignatureFile.bytes()).signatures().get(index);
    }

    @Test
    void tensorsNamesDoAsWell() {
        Model model = Model.read("two", SignatureFile.bytes());
        assertArrayEquals(
                new float[] {-8, -5, -2, 1}, run(model, "serving_left:0", "serving_right:0", "PartitionedCall:0"));
    }

    @Test
    void unknownNamesAreAnsweredWithThoseThereAre() {
        try (Session session = Model.read("two", SignatureFile.bytes()).newSession()) {
            assertEquals(
                    "two: no input is named \"centre\"; there are \"right\", \"left\", \"serving_left:0\","
                            + " \"serving_right:0\"",
                    assertThrows(IllegalArgumentException.class, () -> session.input("centre"))
                            .getMessage());
            assertEquals(
                    "two: no output is named \"left\"; there are \"difference\", \"PartitionedCall:0\"",
                    assertThrows(IllegalArgumentException.class, () -> session.output("left"))
                            .getMessage());
        }
    }

    @Test
    void anUnknownKeyIsAnsweredWithThoseThereAre() {
        assertRefused("two: has no signature \"most\"; it has \"less\", \"more\"", SignatureFile.bytes(), "most");
        ByteBuffer without = SignatureFile.bytes(model -> model.setSignatureDefs(null));
        assertRefused("two: has no signature \"less\"; it has none", without, "less");
    }

    @Test
    void withoutSignaturesTheFirstSubgraphRuns() {
        Model model = Model.read("two", SignatureFile.bytes(file -> file.setSignatureDefs(null)));
        assertEquals(List.of(), model.signatures());
        assertArrayEquals(
                new float[] {-8, -5, -2, 1}, run(model, "serving_left:0", "serving_right:0", "PartitionedCall:0"));
    }

    @Test
    void namesOfTensorsThatAreNoInputAreLeftOut() {
        ByteBuffer file = SignatureFile.bytes(model -> model.getSignatureDefs()[0].getInputs()[0].setTensorIndex(2));
        assertEquals(
                Map.of("left", 0), Model.read("two", file).graph().signature().inputs());
    }

    @Test
    void aSubgraphThatIsNotThereIsRefused() {
        ByteBuffer file = SignatureFile.bytes(model -> model.getSignatureDefs()[1].setSubgraphIndex(5));
        assertRefused(
                "two: signature \"more\" names subgraph 5 of 2; the file is damaged: convert or copy it again",
                file,
                "more");
    }

    @Test
    void aSignatureFitsItsGraph() {
        Graph graph = Model.read("two", SignatureFile.bytes()).graph();
        GraphEditor editor = GraphEditor.of(graph);
        editor.setInterface(
                graph.inputs(), List.of(graph.outputs().get(0), graph.inputs().get(0)));
        assertNull(editor.graph().signature());
        assertEquals(graph.signature(), GraphEditor.of(graph).cleaned().signature());
        Signature wrong = new Signature("wrong", Map.of("left", 2), Map.of());
        assertThrows(
                ModelException.class,
                () -> new Graph(
                        "two",
                        graph.tensors(),
                        graph.operators(),
                        graph.inputs(),
                        graph.outputs(),
                        graph.rounding(),
                        graph.variables(),
                        wrong));
    }

    @Test
    void namesOutliveAnotherBatch() {
        Model model = Model.read("two", SignatureFile.bytes());
        try (Session session = model.newSession(SessionOptions.defaults().withBatch(2))) {
            assertEquals(8, session.input("right").tensor().shape().elements());
        }
    }

    private static void assertRefused(String message, ByteBuffer file, String key) {
        assertEquals(
                message,
                assertThrows(ModelException.class, () -> Model.read("two", file, key))
                        .getMessage());
    }
}
