// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Public object detectors find on photos what TFLite's reference kernels and its post-processing find. */
@OnOracle
class DetectorTest {

    /** What follows from integers alone is the same in every bit: boxes, classes, scores, their number. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tflite-support__b3d6a3_coco_ssd_mobilenet_v1_1.0_quant_2018_06_29",
                "tflite-support__78a06c_coco_ssd_mobilenet_v1_1.0_quant_2018_06_29_score_calibration",
                "flutter-tflite__f3857e_custom_ssd_mobilenet_v2_fpn_lite_320x320"
            })
    void findsWhatTheReferenceFinds(String name) throws IOException {
        String file = "tensorflow__" + name + ".tflite";
        ByteBuffer bytes = Zoo.read(file);
        Model model = Model.read(file, bytes);
        int found = 0;
        try (TfliteOracle oracle = new TfliteOracle()) {
            for (Path photo : photos()) {
                byte[] record = record(photo, model.inputs().get(0));
                byte[] expected = oracle.run(bytes, record);
                for (Backend backend : List.of(Backend.JAVA, Backend.NATIVE)) {
                    byte[] actual = ModelRun.run(model, backend, record, 1);
                    assertArrayEquals(expected, actual, photo + " " + backend);
                }
                found += confident(model, expected);
            }
        }
        System.out.println(file + ": " + found + " objects of a score from 0.5 on");
        assertTrue(found > 0, "nothing was found on any photo");
    }

    private static List<Path> photos() throws IOException {
        Path folder = SharedData.file("media");
        try (Stream<Path> files = Files.list(folder)) {
            return Counts.some(files.filter(file -> file.toString().matches(".*\\.(jpe?g|bmp)"))
                    .sorted()
                    .toList());
        }
    }

    /** The photo in the input's size: bytes as they are, or floats of -1 to 1. */
    private static byte[] record(Path photo, Tensor input) throws IOException {
        int height = input.shape().dim(1);
        int width = input.shape().dim(2);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(ImageIO.read(photo.toFile()), 0, 0, width, height, null);
        graphics.dispose();
        ByteBuffer record = ByteBuffer.allocate((int) input.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int rgb : image.getRGB(0, 0, width, height, null, 0, width)) {
            for (int shift = 16; shift >= 0; shift -= 8) {
                int value = rgb >> shift & 0xFF;
                if (input.type() == DataType.FLOAT32) {
                    record.putFloat(value / 127.5f - 1);
                } else {
                    record.put((byte) value);
                }
            }
        }
        return record.array();
    }

    /** Scores are the one output whose values all lie between 0 and 1 and fall. */
    private static int confident(Model model, byte[] outputs) {
        ByteBuffer values = ByteBuffer.wrap(outputs).order(ByteOrder.LITTLE_ENDIAN);
        int most = 0;
        for (Tensor output : model.outputs()) {
            float last = 1;
            int count = 0;
            boolean scores = output.shape().elements() > 1;
            for (int i = 0; i < output.shape().elements(); i++) {
                float value = values.getFloat();
                scores &= value > 0 && value <= last;
                last = value;
                count += value >= 0.5f ? 1 : 0;
            }
            most = scores ? count : most;
        }
        return most;
    }
}
