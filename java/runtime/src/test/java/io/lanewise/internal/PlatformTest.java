// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    /** The first 52 bytes of a 32-bit ELF file for machine 40, ARM. */
    private static byte[] armHeader(int flags) {
        ByteBuffer header = ByteBuffer.allocate(52).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1});
        header.putShort(16, (short) 3).putShort(18, (short) 40).putInt(36, flags);
        return header.array();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,amd64,linux-x86_64",
        "Linux,x86_64,linux-x86_64",
        "Linux,aarch64,linux-arm64",
        "Linux,riscv64,linux-riscv64",
        "Mac OS X,aarch64,mac-arm64",
        "Windows 11,amd64,windows-x86_64"
    })
    void namesFollowSystemAndArchitecture(String system, String architecture, String expected) {
        assertEquals(
                expected, Platform.of(system, architecture, new byte[0], "").name());
    }

    @Test
    void thirtyTwoBitArmIsToldByTheElfHeader() {
        // Flags of Debian's armhf java: EABI version 5, hard float.
        assertEquals(
                "linux-armhf",
                Platform.of("Linux", "arm", armHeader(0x05000400), "").name());
        // The same with the soft-float bit, as armel has it.
        assertEquals(
                "linux-arm",
                Platform.of("Linux", "arm", armHeader(0x05000200), "").name());
        assertEquals("linux-arm", Platform.of("Linux", "arm", new byte[0], "").name());
        assertEquals("linux-arm", Platform.of("Linux", "arm", new byte[52], "").name());
    }

    @Test
    void muslIsToldByTheMappedLoader() {
        String maps = "7f00-7f01 r-xp 00000000 08:01 42 /lib/ld-musl-x86_64.so.1\n";
        assertTrue(Platform.of("Linux", "amd64", new byte[0], maps).musl());
        assertFalse(Platform.of("Linux", "amd64", new byte[0], "7f00-7f01 r-xp 0 08:01 4 /lib/libc.so.6\n")
                .musl());
    }

    @Test
    void thisJvmHasASupportedPlatform() {
        assertTrue(
                Platform.SUPPORTED.contains(Platform.current().name()),
                Platform.current().toString());
    }
}
