// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {

    private static Measurement measurement(
            String group, String name, long work, long instructions, Map<String, Double> cycles) {
        return new Measurement(
                "linux-arm64",
                new NativeWorkload(group, "aarch64-neon", name, "gemm_x", "MAC", work),
                instructions,
                cycles);
    }

    @Test
    void printsFiguresPerUnit() {
        MeasurementTable table = new MeasurementTable(List.of(
                measurement("gemm", "conv2d M=2", 1000, 250, Map.of("cortex-a53", 500.0)),
                measurement("kernel", "gemm_x 4x4", 10, 123, Map.of())));
        assertEquals("""
                isa           workload    microkernel  unit  instr/unit  cortex-a53
                aarch64-neon  conv2d M=2  gemm_x       MAC       0.2500      0.5000
                aarch64-neon  gemm_x 4x4               MAC         12.3
                """, table.text());
        assertEquals("""
                platform,group,isa,name,microkernel,unit,work,instructions,instructions/unit,cycles/unit cortex-a53
                linux-arm64,gemm,aarch64-neon,conv2d M=2,gemm_x,MAC,1000,250,0.2500,0.5000
                linux-arm64,kernel,aarch64-neon,gemm_x 4x4,gemm_x,MAC,10,123,12.3,
                """, table.csv());
    }

    @Test
    void marksCellsFarAboveTheBest() {
        String text = SmallMatrices.text(List.of(
                measurement("small-k", "M=1 N=8 K=9", 72, 72, Map.of()),
                measurement("small-k", "M=1 N=64 K=9", 576, 192, Map.of()),
                measurement("small-k", "M=4 N=8 K=9", 288, 289, Map.of())));
        assertEquals("""
                linux-arm64 aarch64-neon: instructions per MAC, best 0.3333; * above 3 times that: 1 of 3 cells
                K  M     N=8     N=64
                9  1  1.0000   0.3333
                9  4  1.0035*
                """, text);
    }

    @Test
    void provesTheMeterByKnownSections() {
        Measurement empty = measurement("meter", "empty", 1, 9, Map.of());
        assertDoesNotThrow(() -> KnownSections.check(
                List.of(empty, measurement("meter", "empty and 2001 instructions", 1, 2010, Map.of()))));
        assertThrows(
                MeterException.class,
                () -> KnownSections.check(
                        List.of(empty, measurement("meter", "empty and 2001 instructions", 1, 2011, Map.of()))));
        assertThrows(MeterException.class, () -> KnownSections.check(List.of(empty)));
    }
}
