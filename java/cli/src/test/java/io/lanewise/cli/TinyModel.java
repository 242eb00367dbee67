// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * A classifier of one pixel with three channels, [1,1,1,3]: a 1x1 convolution whose weights are the identity and a reshape
 * to [1,3], so that the scores are the channels. The int8 model has scale 1 and zero point -128: its bytes are the stored
 * uint8 pixel less 128.
 */
final class TinyModel {
    private static final Quantization PIXELS = Quantization.perTensor(1, -128);

    private TinyModel() {}

    static Path writeFloat(Path folder) throws IOException {
        return writeFloat(folder.resolve("tiny.tflite"), "");
    }

    /** The float model with a text behind the names of its tensors. */
    static Path writeFloat(Path file, String suffix) throws IOException {
        ByteBuffer weights = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        weights.asFloatBuffer().put(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        return write(file, suffix, DataType.FLOAT32, null,
                new Tensor("weights", DataType.FLOAT32, Shape.of(3, 1, 1, 3), null, weights));
    }

    static Path writeInt8(Path folder) throws IOException {
        byte[] weights = {127, 0, 0, 0, 127, 0, 0, 0, 127};
        float scale = 1 / 127f;
        return write(folder.resolve("tiny_int8.tflite"), "", DataType.INT8, PIXELS,
                new Tensor("weights", DataType.INT8, Shape.of(3, 1, 1, 3),
                        Quantization.perChannel(new float[] {scale, scale, scale}, new int[3], 0), ByteBuffer.wrap(weights)));
    }

    private static Path write(Path file, String suffix, DataType type, Quantization quantization, Tensor weights)
            throws IOException {
        Tensor input = new Tensor("pixel" + suffix, type, Shape.of(1, 1, 1, 3), quantization, null);
        Tensor hidden = new Tensor("mixed" + suffix, type, Shape.of(1, 1, 1, 3), quantization, null);
        Tensor output = new Tensor("scores" + suffix, type, Shape.of(1, 3), quantization, null);
        TfliteWriter.write(new Graph("tiny", List.of(input, weights, hidden, output),
                List.of(new Conv2d(0, 1, -1, 2, Window.valid(1, 1, 1, 1, 1, 1), Activation.NONE), new Reshape(2, 3)),
                List.of(0), List.of(3)), file);
        return file;
    }
}
