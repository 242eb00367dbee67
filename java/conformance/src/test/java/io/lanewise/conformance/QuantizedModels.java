// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.glyphs.Glyphs;
import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Float models and what the quantizer makes of them, for tests to which the samples do not matter. */
final class QuantizedModels {
    private static final int SAMPLES = 20;

    private QuantizedModels() {}

    /** The project's trained sample model, in float. */
    static Model glyphs() {
        try (InputStream in = Glyphs.model()) {
            return Model.read("glyphs", ByteBuffer.wrap(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The sample model in int8, calibrated with the Java kernels, whose floats are the same on every machine, on every
     * fifth image: emulated machines are slow.
     *
     * @param images to calibrate with, one after the other, of unsigned grey levels
     */
    static QuantizationResult calibratedGlyphs(byte[] images) {
        Model real = glyphs();
        int size = real.inputs().get(0).shape().elements();
        List<float[]> samples = new ArrayList<>();
        for (int from = 0; from < images.length; from += 5 * size) {
            float[] levels = new float[size];
            for (int i = 0; i < size; i++) {
                levels[i] = (images[from + i] & 0xff) / 255f;
            }
            samples.add(levels);
        }
        return Quantizer.of(real).backend(Backend.JAVA).calibrate(samples).quantize();
    }

    /** The int8 file of a float model, calibrated on values of 0 to 1, the same on every machine. */
    static ByteBuffer quantize(Model real, InterfaceType type) {
        return quantize(real, type, Scheme.INT8);
    }

    /** The same by another scheme. */
    static ByteBuffer quantize(Model real, InterfaceType type, Scheme scheme) {
        Random random = new Random(1);
        try (Calibration calibration = new Calibration(real, Backend.JAVA)) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                calibration.add(real.inputs().stream()
                        .map(input -> values(random, input))
                        .toArray(float[][]::new));
            }
            return TfliteWriter.encode(Quantizer.of(real)
                    .scheme(scheme)
                    .interfaceType(type)
                    .quantize(calibration.statistics())
                    .model()
                    .graph());
        }
    }

    /** Whole numbers are 0: indices of whatever. */
    private static float[] values(Random random, Tensor input) {
        float[] values = new float[input.shape().elements()];
        for (int i = 0; input.isReal() && i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
