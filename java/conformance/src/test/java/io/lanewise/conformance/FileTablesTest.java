// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.tflite.FileTables;
import io.lanewise.tflite.TfliteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Public models are the same graphs when their tables are read and written, and their files then stay the same. */
class FileTablesTest {

    static List<String> files() throws IOException {
        return Zoo.files(".tflite");
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsReadAndWrittenIsTheSameGraph(String file) throws IOException {
        ByteBuffer original = Zoo.read(file);
        ByteBuffer written = FileTables.read(file, original).encode();
        Graph graph = graph(file, original);
        // Operators of options that are not compared are equal to themselves alone.
        assertEquals(graph.equals(TfliteReader.read(file, original)), graph.equals(TfliteReader.read(file, written)));
        assertEquals(graph.tensors(), TfliteReader.read(file, written).tensors());
        assertEquals(TfliteReader.signatures(file, original), TfliteReader.signatures(file, written));
        assertEquals(written, FileTables.read(file, written).encode());
    }

    /** ZooTest says which files are refused. */
    private static Graph graph(String file, ByteBuffer content) {
        try {
            return TfliteReader.read(file, content);
        } catch (ModelException e) {
            return Assumptions.abort(e.getMessage());
        }
    }
}
