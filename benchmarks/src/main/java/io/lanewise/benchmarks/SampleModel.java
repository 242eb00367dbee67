// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.Model;
import io.lanewise.glyphs.Glyphs;
import io.lanewise.quantizer.Quantizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The project's sample model, as it is and quantized. */
final class SampleModel {
    private static final int CALIBRATION_IMAGES = 100;
    private static final int IDX_HEADER_BYTES = 16;

    private SampleModel() {}

    /** {@code glyphs-int8}, {@code glyphs-float32} or a {@code .tflite} file. */
    static Model orFile(String name) throws IOException {
        return switch (name) {
            case "glyphs-int8" -> int8();
            case "glyphs-float32" -> float32();
            default -> Model.load(Path.of(name));
        };
    }

    static Model float32() throws IOException {
        try (InputStream in = Glyphs.model()) {
            return Model.read("glyphs.tflite", ByteBuffer.wrap(in.readAllBytes()));
        }
    }

    static Model int8() throws IOException {
        Model real = float32();
        try (InputStream in = Glyphs.calibrationImages()) {
            byte[] idx = in.readAllBytes();
            int pixels = real.inputs().get(0).shape().elements();
            Stream<float[]> images = IntStream.range(0, CALIBRATION_IMAGES).mapToObj(image -> {
                float[] values = new float[pixels];
                for (int i = 0; i < pixels; i++) {
                    values[i] = (idx[IDX_HEADER_BYTES + image * pixels + i] & 0xff) / 255f;
                }
                return values;
            });
            return Quantizer.of(real).plain().calibrate(images).quantize().model();
        }
    }
}
