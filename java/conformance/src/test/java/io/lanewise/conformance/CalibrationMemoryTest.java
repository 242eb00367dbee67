// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.CalibrationFile;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.Preprocessing;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calibration of a trained model on a real set of samples: bounded memory, one pass, any order, no half-written files.
 */
class CalibrationMemoryTest {
    private static final String HEAP = "-Xmx256m";
    private static final int SAMPLES = Math.min(2000, Counts.RECORDS);

    @TempDir
    private Path folder;

    private static Path model() {
        return SharedData.file("models/mlperf-tiny/resnet8_cifar10_f32.tflite");
    }

    private static Path samples() {
        return SharedData.file("samples/cifar10-jpeg/test2000-images-nhwc-ubyte.gz");
    }

    private Process start() throws IOException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), HEAP));
        // As this JVM was told about the native library.
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("lanewise.") || name.startsWith("org.bytedeco."))
                .forEach(name -> command.add("-D" + name + '=' + System.getProperty(name)));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                CalibrationRun.class.getName(),
                SharedData.file("models/resnet20-cifar10/resnet20_cifar10_bn.onnx")
                        .toString(),
                samples().toString(),
                Integer.toString(SAMPLES),
                folder.toString()));
        return new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
    }

    @Test
    void everyMethodFromOneCalibrationInASmallHeap() throws IOException, InterruptedException {
        Process process = start();
        assertEquals(List.of("calibrating"), process.inputReader().lines().toList());
        assertEquals(0, process.waitFor());
        assertEquals(
                SAMPLES,
                CalibrationFile.read(folder.resolve("calibration.json")).samples());
        for (String method : CalibrationRun.METHODS) {
            Model.load(folder.resolve(method + ".tflite"));
        }
        Model.load(folder.resolve("default.tflite"));
    }

    @Test
    void anInterruptedCalibrationLeavesNothing() throws IOException, InterruptedException {
        Process process = start();
        try (BufferedReader output = process.inputReader()) {
            assertEquals("calibrating", output.readLine());
        }
        process.destroyForcibly();
        assertTrue(process.waitFor() != 0, "it was interrupted");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void orderAndPartsGiveTheSameBytes() throws IOException {
        Model model = Model.load(model());
        List<float[]> all;
        try (Stream<float[]> samples =
                Preprocessing.NONE.stream(Datasets.open(samples()).limit(200), model.inputs())) {
            all = new ArrayList<>(samples.toList());
        }
        byte[] expected = stored(List.of(calibrate(model, all)));
        Collections.shuffle(all, new Random(5));
        assertArrayEquals(expected, stored(List.of(calibrate(model, all))));
        assertArrayEquals(
                expected,
                stored(List.of(
                        calibrate(model, all.subList(0, 64)),
                        calibrate(model, all.subList(64, 65)),
                        calibrate(model, all.subList(65, 200)))));
    }

    private static CalibrationStatistics calibrate(Model model, List<float[]> samples) {
        try (Calibration calibration = new Calibration(model, Backend.AUTO)) {
            samples.forEach(calibration::add);
            return calibration.statistics();
        }
    }

    private byte[] stored(List<CalibrationStatistics> parts) throws IOException {
        Path file = folder.resolve("stored.json");
        CalibrationFile.write(CalibrationStatistics.merge(parts), file);
        return Files.readAllBytes(file);
    }
}
