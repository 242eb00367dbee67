// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.repair.BiasCorrection;
import io.lanewise.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that classify nothing: detectors' outputs in int8 point where the float ones do, and a super-resolution
 * network's images are near them, if need be with what the toolkit has to repair. Images are CIFAR-10's, enlarged.
 */
class ImageModelsTest {
    private static final int CALIBRATION_IMAGES = 40;
    private static final int TEST_IMAGES = 10;
    private static final int SIDE = 32;
    private static final double ENOUGH = 0.99;

    /** What is tried in turn, until it is enough. */
    private enum Attempt {
        INT8("int8", false),
        REPAIRED_INT8("int8", true),
        /** For outputs next to 0, and several on one scale, which need more than 256 steps. */
        REPAIRED_INT16("int16", true);

        private final Scheme scheme;
        private final boolean repaired;

        Attempt(String scheme, boolean repaired) {
            this.scheme = Scheme.PLAIN.with(scheme);
            this.repaired = repaired;
        }

        Model quantized(Model real, List<float[]> images) {
            Quantizer quantizer = Quantizer.of(real)
                    .plain()
                    .scheme(scheme)
                    .interfaceType(InterfaceType.FLOAT32)
                    .calibrate(images);
            if (repaired) {
                quantizer.roundAdaptively(images).correctBiases(BiasCorrection.FAST, images);
            }
            return quantizer.quantize().model();
        }
    }

    static List<Arguments> models() {
        return Counts.some(List.of(
                Arguments.of("ultraface/version-RFB-320.onnx", 127, 1 / 128f),
                Arguments.of("ultraface/version-RFB-320_simplified.onnx", 127, 1 / 128f),
                Arguments.of("yunet/yunet_n_320_320.onnx", 0, 1),
                Arguments.of("super-resolution/model.onnx", 0, 1 / 255f)));
    }

    /** {@code mean} and {@code scale}: a value is (byte - mean) x scale. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void int8IsNearFloat(String name, float mean, float scale) throws IOException {
        Model real = ModelFiles.load(SharedData.file("models/" + name));
        byte[] pixels = IdxFile.read(SharedData.file("samples/cifar10-jpeg/test2000-images-nhwc-ubyte.gz"))
                .bytes(CALIBRATION_IMAGES + TEST_IMAGES);
        Shape shape = real.inputs().get(0).shape();
        List<float[]> images = IntStream.range(0, CALIBRATION_IMAGES)
                .mapToObj(i -> image(pixels, i, shape, mean, scale))
                .toList();
        double least = 0;
        for (int i = 0; least < ENOUGH && i < Attempt.values().length; i++) {
            Attempt attempt = Attempt.values()[i];
            least = nearness(name + ' ' + attempt, real, attempt.quantized(real, images), pixels, mean, scale);
        }
        assertTrue(least >= ENOUGH, name + ": cosine " + least);
    }

    /** The least cosine of an output; prints all. */
    private static double nearness(String name, Model real, Model quantized, byte[] pixels, float mean, float scale) {
        List<double[]> sums = new ArrayList<>();
        real.outputs().forEach(output -> sums.add(new double[4]));
        try (Session exact = real.newSession();
                Session rounded = quantized.newSession()) {
            for (int i = CALIBRATION_IMAGES; i < CALIBRATION_IMAGES + TEST_IMAGES; i++) {
                float[] input = image(pixels, i, real.inputs().get(0).shape(), mean, scale);
                exact.input(0).putFloats(input);
                exact.run();
                rounded.input(0).putFloats(input);
                rounded.run();
                for (int output = 0; output < sums.size(); output++) {
                    add(
                            sums.get(output),
                            exact.output(output).floats(),
                            rounded.output(output).floats());
                }
            }
        }
        StringBuilder text = new StringBuilder(name);
        double least = 1;
        for (int output = 0; output < sums.size(); output++) {
            double[] sum = sums.get(output);
            double cosine = sum[0] / Math.sqrt(sum[1] * sum[2]);
            least = Math.min(least, cosine);
            text.append(String.format(
                    Locale.ROOT, "; %s cosine %.4f", real.outputs().get(output).name(), cosine));
        }
        if (name.startsWith("super")) {
            double mse =
                    sums.get(0)[3] / TEST_IMAGES / real.outputs().get(0).shape().elements();
            text.append(String.format(Locale.ROOT, "; PSNR %.1f dB", -10 * Math.log10(mse)));
        }
        System.out.println(text);
        return least;
    }

    /** Products exact x rounded, exact squared, rounded squared, and the squared difference. */
    private static void add(double[] sums, float[] exact, float[] rounded) {
        for (int i = 0; i < exact.length; i++) {
            sums[0] += (double) exact[i] * rounded[i];
            sums[1] += (double) exact[i] * exact[i];
            sums[2] += (double) rounded[i] * rounded[i];
            sums[3] += (double) (exact[i] - rounded[i]) * (exact[i] - rounded[i]);
        }
    }

    /** An image enlarged to a model's input, NHWC; the mean of the colours where there is one channel. */
    private static float[] image(byte[] pixels, int index, Shape shape, float mean, float scale) {
        int height = shape.dim(1);
        int width = shape.dim(2);
        int channels = shape.dim(3);
        float[] image = new float[height * width * channels];
        for (int i = 0; i < image.length; i++) {
            int channel = i % channels;
            float x = (float) (i / channels % width) * (SIDE - 1) / (width - 1);
            float y = (float) (i / channels / width) * (SIDE - 1) / (height - 1);
            float value = 0;
            for (int colour = channels == 1 ? 0 : channel; colour < (channels == 1 ? 3 : channel + 1); colour++) {
                value += at(pixels, index, x, y, colour) / (channels == 1 ? 3 : 1);
            }
            image[i] = (value - mean) * scale;
        }
        return image;
    }

    /** Between four pixels. */
    private static float at(byte[] pixels, int index, float x, float y, int colour) {
        int left = Math.min((int) x, SIDE - 2);
        int top = Math.min((int) y, SIDE - 2);
        float u = x - left;
        float v = y - top;
        int place = ((index * SIDE + top) * SIDE + left) * 3 + colour;
        float above = (pixels[place] & 0xff) * (1 - u) + (pixels[place + 3] & 0xff) * u;
        float below = (pixels[place + SIDE * 3] & 0xff) * (1 - u) + (pixels[place + SIDE * 3 + 3] & 0xff) * u;
        return above * (1 - v) + below * v;
    }
}
