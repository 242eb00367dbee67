// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import static io.lanewise.quantizer.data.IdxFilesTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleFeedTest {
    private static final Quantization HALVES = Quantization.perTensor(0.5f, 10);
    private static final byte[] FILE = Bytes.idx(0x09, new int[] {2, 2}, Bytes.of(1, -2, 3, 4));

    /** A model that gives its input back. */
    private static Model echo(boolean int8) {
        GraphBuilder graph = new GraphBuilder();
        int input = int8 ? graph.int8Input("in", HALVES, 1, 2) : graph.input("in", 1, 2);
        int output = int8 ? graph.int8("out", HALVES, 2) : graph.activation("out", 2);
        return Model.of(graph.add(new Reshape(input, output)).build(output));
    }

    private static byte[] feed(SampleFeed feed, Model model, Dataset samples) throws IOException {
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.JAVA));
                SampleReader reader = samples.open()) {
            reader.next();
            feed.put(session, reader.data());
            session.run();
            return session.output(0).bytes();
        }
    }

    @Test
    void realValuesAreQuantizedByTheInput() throws IOException {
        Dataset samples = IdxFiles.open(Bytes.source(FILE));
        Model int8 = echo(true);
        // 1 / 0.5 + 10 and -2 / 0.5 + 10
        assertArrayEquals(
                Bytes.of(12, 6), feed(SampleFeed.preprocessed(Preprocessing.NONE, samples, int8), int8, samples));
        Model real = echo(false);
        assertArrayEquals(
                Bytes.of(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0),
                feed(SampleFeed.preprocessed(Preprocessing.NONE, samples, real), real, samples));
    }

    /** 1 / 0.5 and -2 / 0.5, and samples of int16 as they are, little-endian. */
    @Test
    void int16InputsTakeBoth() throws IOException {
        Quantization halves = Quantization.perTensor(0.5f, 0);
        Model model = Model.of(new Graph(
                "test",
                List.of(
                        new Tensor("in", DataType.INT16, Shape.of(1, 2), halves, null),
                        new Tensor("out", DataType.INT16, Shape.of(2), halves, null)),
                List.of(new Reshape(0, 1)),
                List.of(0),
                List.of(1)));
        Dataset real = IdxFiles.open(Bytes.source(FILE));
        assertArrayEquals(
                Bytes.of(2, 0, 0xfc, 0xff),
                feed(SampleFeed.preprocessed(Preprocessing.NONE, real, model), model, real));
        Dataset stored = IdxFiles.open(Bytes.source(Bytes.idx(0x0B, new int[] {1, 2}, Bytes.of(1, 2, 0xff, 0xfe))));
        assertArrayEquals(Bytes.of(2, 1, 0xfe, 0xff), feed(SampleFeed.stored(stored, model), model, stored));
    }

    @Test
    void storedSamplesGoInAsTheyAre() throws IOException {
        Dataset samples = IdxFiles.open(Bytes.source(FILE));
        assertArrayEquals(Bytes.of(1, -2), feed(SampleFeed.stored(samples, echo(true)), echo(true), samples));
        assertMessage(
                "samples.bin: int8 samples cannot be fed as stored to input \"in\" float32[1,2]",
                () -> SampleFeed.stored(samples, echo(false)));
    }

    private static Model sum() {
        GraphBuilder graph = new GraphBuilder();
        int left = graph.input("left", 1, 2);
        int right = graph.input("right", 1, 2);
        int sum = graph.activation("sum", 1, 2);
        return Model.of(graph.add(new Add(left, right, sum, Activation.NONE)).build(sum));
    }

    /** 1, -2 and 3, 4 of int8; 10, 20 and 30, 40 of int16. */
    private static Dataset pairs() throws IOException {
        byte[] wide = Bytes.idx(0x0B, new int[] {2, 2}, Bytes.of(0, 10, 0, 20, 0, 30, 0, 40));
        return Dataset.join(List.of(IdxFiles.open(Bytes.source(FILE)), IdxFiles.open(Bytes.source(wide))));
    }

    @Test
    void everyInputGetsTheSampleOfItsSet() throws IOException {
        Model model = sum();
        Dataset samples = pairs();
        SampleFeed feed = SampleFeed.preprocessed(Preprocessing.scaledBy(2), samples, model);
        try (Session session = model.newSession();
                SampleReader reader = samples.open()) {
            for (float[] expected : new float[][] {{22, 36}, {66, 88}}) {
                assertTrue(reader.next());
                feed.put(session, reader.data());
                session.run();
                assertArrayEquals(expected, session.output(0).floats());
            }
            assertFalse(reader.next());
        }
        try (Stream<float[]> stream = Preprocessing.NONE.stream(samples.limit(1), model.inputs())) {
            assertArrayEquals(new float[][] {{1, -2, 10, 20}}, stream.toArray(float[][]::new));
        }
    }

    @Test
    void setsAreAsManyAsInputsAndEquallyLarge() throws IOException {
        Dataset samples = IdxFiles.open(Bytes.source(FILE));
        assertMessage(
                "samples.bin: has samples for 1 inputs, but the model has 2 [\"left\" float32[1,2], \"right\""
                        + " float32[1,2]]",
                () -> SampleFeed.preprocessed(Preprocessing.NONE, samples, sum()));
        assertMessage(
                "samples.bin: has 1 samples, but samples.bin has 2; those of several inputs go together one by one",
                () -> Dataset.join(List.of(samples, samples.limit(1))));
    }

    @Test
    void streamsPreprocessedSamples() throws IOException {
        Dataset samples = IdxFiles.open(Bytes.source(FILE));
        try (Stream<float[]> stream =
                Preprocessing.scaledBy(2).stream(samples, echo(false).inputs())) {
            assertArrayEquals(new float[][] {{2, -4}, {6, 8}}, stream.toArray(float[][]::new));
        }
    }

    @Test
    void aStreamOfADamagedFileSaysWhere() throws IOException {
        Dataset samples = IdxFiles.open(Bytes.source(Arrays.copyOf(FILE, FILE.length - 1)));
        try (Stream<float[]> stream =
                Preprocessing.NONE.stream(samples, echo(false).inputs())) {
            Iterator<float[]> iterator = stream.iterator();
            iterator.next();
            assertEquals(
                    "samples.bin: truncated: sample 1 (of 0 to 1) has 1 of its 2 bytes",
                    assertThrows(UncheckedIOException.class, iterator::next)
                            .getCause()
                            .getMessage());
        }
    }
}
