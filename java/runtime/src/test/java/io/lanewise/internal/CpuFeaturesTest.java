// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuFeaturesTest {

    private static byte[] words64(long... words) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * words.length).order(ByteOrder.nativeOrder());
        bytes.asLongBuffer().put(words);
        return bytes.array();
    }

    private static byte[] words32(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.nativeOrder());
        bytes.asIntBuffer().put(words);
        return bytes.array();
    }

    @Test
    void readsA64BitVector() {
        // AT_PAGESZ, AT_HWCAP with asimd and asimddp, AT_HWCAP2 with i8mm, AT_NULL.
        CpuFeatures cpu = new CpuFeatures("aarch64", words64(6, 4096, 16, 1 << 1 | 1 << 20, 26, 1 << 13, 0, 0));
        assertEquals(List.of("asimd", "asimddp", "i8mm"), cpu.names());
        assertFalse(cpu.lacksNeon());
    }

    @Test
    void readsA32BitVector() {
        assertEquals(
                List.of("neon", "vfpv4"), new CpuFeatures("arm", words32(16, 1 << 12 | 1 << 16, 26, 0, 0, 0)).names());
        // A Tegra 2: VFPv3-D16, no NEON.
        CpuFeatures tegra = new CpuFeatures("arm", words32(16, 1 << 13 | 1 << 14, 0, 0));
        assertTrue(tegra.lacksNeon());
        assertEquals(List.of(), tegra.names());
    }

    @Test
    void anUnreadableVectorProvesNothing() {
        assertFalse(new CpuFeatures("arm", new byte[0]).lacksNeon());
        assertEquals(List.of(), new CpuFeatures("aarch64", new byte[7]).names());
    }
}
