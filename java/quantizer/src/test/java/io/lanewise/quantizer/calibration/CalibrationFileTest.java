// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.SmallNetwork;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationFileTest {
    @TempDir
    private Path folder;

    private static List<float[]> samples() {
        Random random = new Random(4);
        return Stream.generate(() -> {
                    float[] sample = new float[8 * 8 * 3];
                    for (int i = 0; i < sample.length; i++) {
                        sample[i] = (float) random.nextGaussian();
                    }
                    return sample;
                })
                .limit(30)
                .toList();
    }

    private static CalibrationStatistics calibrate(List<float[]> samples, Double... averagingConstants) {
        try (Calibration calibration = new Calibration(
                Model.of(SmallNetwork.float32()),
                Backend.JAVA,
                Stream.of(averagingConstants).map(MovingAverage::new).toList())) {
            samples.forEach(calibration::add);
            return calibration.statistics();
        }
    }

    private Path write(CalibrationStatistics statistics, String name) throws IOException {
        Path file = folder.resolve(name);
        CalibrationFile.write(statistics, file);
        return file;
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        CalibrationStatistics statistics = calibrate(samples(), 0.01, 0.3);
        Path file = write(statistics, "a.json");
        CalibrationStatistics read = CalibrationFile.read(file);
        for (String method : List.of(
                "min-max", "moving-average:0.01", "moving-average:0.3", "percentile:99", "kl", "mse", "analytic")) {
            assertEquals(
                    statistics.ranges(CalibrationMethod.parse(method)), read.ranges(CalibrationMethod.parse(method)));
        }
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(write(read, "b.json")));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "nothing is left beside");
        }
    }

    @Test
    void orderAndPartsGiveTheSameBytes() throws IOException {
        byte[] expected = Files.readAllBytes(write(calibrate(samples()), "all.json"));
        List<float[]> shuffled = new ArrayList<>(samples());
        Collections.shuffle(shuffled, new Random(8));
        assertArrayEquals(expected, Files.readAllBytes(write(calibrate(shuffled), "shuffled.json")));
        for (int part : new int[] {1, 7, 16}) {
            List<CalibrationStatistics> parts = new ArrayList<>();
            for (int i = 0; i < shuffled.size(); i += part) {
                Path file =
                        write(calibrate(shuffled.subList(i, Math.min(shuffled.size(), i + part)), 0.01), "part.json");
                parts.add(CalibrationFile.read(file));
            }
            assertArrayEquals(expected, Files.readAllBytes(write(CalibrationStatistics.merge(parts), "merged.json")));
        }
    }

    /** Every float is written with as many digits as tell it from its neighbours. */
    @Test
    void floatsComeBackExactly() throws IOException {
        Random random = new Random(6);
        CalibrationStatistics statistics = calibrate(samples());
        for (int i = 0; i < 1000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                Path file = write(
                        new CalibrationStatistics(
                                statistics.model(),
                                statistics.data(),
                                1,
                                new java.util.TreeMap<>(java.util.Map.of(0, Values.statistics(value)))),
                        "one.json");
                assertEquals(
                        new Range(value, value),
                        CalibrationFile.read(file).tensors().get(0).range());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\":1 | \"version\":9 | is of version 9, but this release reads version 1; calibrate anew",
                "lanewise-calibration | other | is no calibration file; it says \"other\"",
                "\"samples\":30 | \"samples\":0 | damaged calibration file: 0 samples",
                "\"samples\":30, | '' | is no calibration file: Missing creator property 'samples'",
                "\"zeros\":0 | \"zeros\":-1 | damaged calibration file: tensor 0: a count is negative",
                "\"count\":5760 | \"count\":5761 | damaged calibration file: tensor 0: the counts of the bins"
                        + " do not add up to 5761",
                "\"binExponent\":-9 | \"binExponent\":-8 | damaged calibration file: tensor 0: the range",
                "\"model\":\" | \"model\":\"x | damaged calibration file: \"x",
                "\"index\":0 | \"index\":13 | damaged calibration file: tensor 13 occurs twice",
                "\"minimum\":-3.5745547 | \"minimum\":1e99 | damaged calibration file: a range needs finite"
                        + " ends in order"
            })
    void refusesWhatIsDamaged(String original, String damaged, String problem) throws IOException {
        Path file = write(calibrate(samples()), "a.json");
        String content = Files.readString(file);
        assertTrue(content.contains(original), () -> content.substring(0, 400));
        Files.writeString(file, content.replaceFirst(java.util.regex.Pattern.quote(original), damaged));
        String message = assertThrows(IOException.class, () -> CalibrationFile.read(file))
                .getMessage();
        assertTrue(message.startsWith(file + ": " + problem), message);
    }

    @Test
    void refusesAFileThatEndsEarly() throws IOException {
        Path file = write(calibrate(samples()), "a.json");
        String content = Files.readString(file);
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            Files.writeString(file, content.substring(0, random.nextInt(content.length())));
            String message = assertThrows(IOException.class, () -> CalibrationFile.read(file))
                    .getMessage();
            assertTrue(message.startsWith(file + ": is no calibration file"), message);
        }
    }

    @Test
    void partsMustBeOfOneModel() {
        CalibrationStatistics statistics = calibrate(samples());
        CalibrationStatistics other =
                new CalibrationStatistics("0".repeat(64), statistics.data(), 1, statistics.tensors());
        String message = assertThrows(
                        IllegalArgumentException.class, () -> CalibrationStatistics.merge(List.of(statistics, other)))
                .getMessage();
        assertTrue(
                message.startsWith("calibrations of different models cannot be merged: SHA-256 " + statistics.model()),
                message);
    }
}
