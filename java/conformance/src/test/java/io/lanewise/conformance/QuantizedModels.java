// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.glyphs.Glyphs;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;

/** Float models and what the quantizer makes of them, for tests to which the samples do not matter. */
final class QuantizedModels {
    private static final int SAMPLES = 20;

    private QuantizedModels() {
    }

    /** The project's trained sample model, in float. */
    static Model glyphs() {
        try (InputStream in = Glyphs.model()) {
            return Model.read("glyphs", ByteBuffer.wrap(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The int8 file of a float model, calibrated on values of 0 to 1, the same on every machine. */
    static ByteBuffer quantize(Model real, InterfaceType type) {
        return quantize(real, type, Scheme.INT8);
    }

    /** The same by another scheme. */
    static ByteBuffer quantize(Model real, InterfaceType type, Scheme scheme) {
        Random random = new Random(1);
        int elements = real.inputs().get(0).shape().elements();
        Stream<float[]> samples = Stream.generate(() -> {
            float[] sample = new float[elements];
            for (int i = 0; i < elements; i++) {
                sample[i] = random.nextFloat();
            }
            return sample;
        });
        return TfliteWriter.encode(Quantizer.of(real).backend(Backend.JAVA).calibrate(samples.limit(SAMPLES))
                .scheme(scheme).interfaceType(type).quantize().model().graph());
    }
}
