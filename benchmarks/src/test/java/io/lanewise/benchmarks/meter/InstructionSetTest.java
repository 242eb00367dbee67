// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes by GNU as. */
class InstructionSetTest {

    @ParameterizedTest
    @CsvSource({
        "ARM64, A64, 1, c0035fd6", // ret
        "ARMHF, T32, 2, 10329042", // adds r2, #16; cmp r0, r2
        "ARMHF, T32, 2, c0ef822c00bf", // vmull.s8 q9, d16, d2; nop
        "ARMHF, T32, 2, c0ef822cc1ef8328", // vmull.s8 q9, d16, d2; vmlal.s8 q9, d17, d3
        "ARMHF, A32, 2, 822cc0f28328c1f2", // the same in ARM
        "ARMHF, A32, 2, 101081e2fcffff1a", // add r1, r1, #16; bne
    })
    void knowsTheEncoding(EmulatedPlatform platform, InstructionSet set, int instructions, String code) {
        assertEquals(set, InstructionSet.of(platform, new Block(code, instructions)));
    }
}
