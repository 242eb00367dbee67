// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void record() throws IOException {
        file = folder.resolve("baseline.csv");
        Baseline.write(file, List.of(measurement("gemm", 1000, 10000), measurement("dense", 100, 50)));
    }

    private static Measurement measurement(String name, long work, long instructions) {
        return new Measurement(
                "linux-arm64",
                new NativeWorkload("kernel", "aarch64-neon", name, name, "MAC", work),
                instructions,
                Map.of());
    }

    private List<String> complaints(Measurement... measurements) throws IOException {
        return Baseline.read(file).complaints(List.of(measurements));
    }

    @Test
    void acceptsTwoPercent() throws IOException {
        assertEquals(List.of(), complaints(measurement("gemm", 1000, 10200), measurement("dense", 100, 51)));
    }

    @Test
    void refusesMore() throws IOException {
        assertEquals(
                List.of("linux-arm64,kernel,aarch64-neon,gemm: 10.2010 instructions per MAC, 2.0 % more than"
                        + " the recorded 10.0000"),
                complaints(measurement("gemm", 1000, 10201), measurement("dense", 100, 50)));
    }

    @Test
    void comparesByWork() throws IOException {
        assertEquals(List.of(), complaints(measurement("gemm", 2000, 20400), measurement("dense", 200, 100)));
    }

    @Test
    void namesRowsOfOneSideOnly() throws IOException {
        assertEquals(
                List.of(
                        "linux-arm64,kernel,aarch64-neon,new: no baseline",
                        "linux-arm64,kernel,aarch64-neon,dense: recorded, but not measured"),
                complaints(measurement("gemm", 1000, 10000), measurement("new", 1, 1)));
    }

    @Test
    void countsWhatGotBetter() throws IOException {
        assertEquals(
                1,
                Baseline.read(file)
                        .improvements(List.of(measurement("gemm", 1000, 9799), measurement("dense", 100, 49))));
    }

    @Test
    void hasNothingBeforeItIsRecorded() throws IOException {
        assertEquals(
                List.of("linux-arm64,kernel,aarch64-neon,gemm: no baseline"),
                Baseline.read(folder.resolve("missing.csv")).complaints(List.of(measurement("gemm", 1000, 10000))));
    }

    @Test
    void refusesAFileOfAnotherForm() throws IOException {
        Files.writeString(file, "platform\nlinux-arm64,kernel\n");
        assertThrows(MeterException.class, () -> Baseline.read(file));
    }
}
