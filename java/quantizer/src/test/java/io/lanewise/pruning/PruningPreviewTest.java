// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.testing.NetworkSketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is promised before is what comes out. */
class PruningPreviewTest {

    @Test
    void saysWhatTheInt8FileWillHave(@TempDir Path folder) throws IOException {
        NetworkSketch net = new NetworkSketch(5);
        int image = net.image(6, 6, 3);
        Graph graph = net.build(net.dense(net.mean(net.depthwise(net.conv(image, 32), 1, 2), false), 1, 4));
        Graph pruned = Pruner.of(graph).byRatio(0.5).apply();
        PruningPreview preview = PruningPreview.of(graph, pruned);
        // 3x3 of 3 channels at 36 places, then 3x3 alone at 9, then a matrix.
        assertEquals(36 * 27 * 32 + 9 * 9 * 32 + 32 * 4, preview.before().macs());
        assertEquals(36 * 27 * 16 + 9 * 9 * 16 + 16 * 4, preview.after().macs());
        assertEquals(
                new PruningPreview.Size(32, 27 * 32 + 32, 36 * 27 * 32),
                preview.operators().get(0).before());
        assertEquals(
                new PruningPreview.Size(16, 27 * 16 + 16, 36 * 27 * 16),
                preview.operators().get(0).after());
        assertEquals(written(graph, folder), preview.before().int8Bytes());
        assertEquals(written(pruned, folder), preview.after().int8Bytes());
    }

    private static long written(Graph graph, Path folder) throws IOException {
        Path file = folder.resolve("int8.tflite");
        Quantizer.of(Model.of(graph))
                .backend(Backend.JAVA)
                .calibrate(Stream.of(new float[108]))
                .quantize()
                .write(file);
        return Files.size(file);
    }
}
