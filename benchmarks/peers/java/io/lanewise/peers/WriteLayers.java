// SPDX-License-Identifier: Apache-2.0
package io.lanewise.peers;

import io.lanewise.quantizer.tflite.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes every layer as ID.tflite and ID.onnx. */
public final class WriteLayers {

    private WriteLayers() {
    }

    /** {@code arguments}: the folder. Prints "id multiply-accumulates" of each. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Layer layer : Layer.values()) {
            TfliteWriter.write(TfliteLayer.graph(layer), folder.resolve(layer.id() + ".tflite"));
            Files.write(folder.resolve(layer.id() + ".onnx"), OnnxLayer.model(layer).toByteArray());
            System.out.println(layer.id() + " " + layer.macs());
        }
    }
}
