// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A classifier of one pixel with three channels, [1,1,1,3]: a 1x1 convolution whose weights are the identity and a
 * reshape to [1,3], so that the scores are the channels. The int8 model has scale 1 and zero point -128: its bytes are
 * the stored uint8 pixel less 128.
 */
final class TinyModel {
    private static final Quantization PIXELS = Quantization.perTensor(1, -128);

    private TinyModel() {}

    static Path writeFloat(Path folder) throws IOException {
        return writeFloat(folder.resolve("tiny.tflite"), "");
    }

    /** The float model with a text behind the names of its tensors. */
    static Path writeFloat(Path file, String suffix) throws IOException {
        return write(
                file,
                suffix,
                DataType.FLOAT32,
                null,
                Tensor.constant("weights", Shape.of(3, 1, 1, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1));
    }

    static Path writeInt8(Path folder) throws IOException {
        byte[] weights = {127, 0, 0, 0, 127, 0, 0, 0, 127};
        float scale = 1 / 127f;
        return write(
                folder.resolve("tiny_int8.tflite"),
                "",
                DataType.INT8,
                PIXELS,
                new Tensor(
                        "weights",
                        DataType.INT8,
                        Shape.of(3, 1, 1, 3),
                        Quantization.perChannel(new float[] {scale, scale, scale}, new int[3], 0),
                        ByteBuffer.wrap(weights)));
    }

    private static Path write(Path file, String suffix, DataType type, Quantization quantization, Tensor weights)
            throws IOException {
        GraphBuilder graph = new GraphBuilder("tiny");
        int pixel = graph.input("pixel" + suffix, type, quantization, 1, 1, 1, 3);
        int mixed = graph.activation("mixed" + suffix, type, quantization, 1, 1, 1, 3);
        int scores = graph.activation("scores" + suffix, type, quantization, 1, 3);
        graph.add(new Conv2d(pixel, graph.tensor(weights), -1, mixed, Window.valid(1, 1, 1, 1, 1, 1), Activation.NONE));
        TfliteWriter.write(graph.add(new Reshape(mixed, scores)).build(scores), file);
        return file;
    }
}
