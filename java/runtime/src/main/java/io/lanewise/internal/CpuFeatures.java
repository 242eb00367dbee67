// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel says that this core can do (getauxval(3), arch/arm and arch/arm64 uapi/asm/hwcap.h), read without
 * native code, so that a core without NEON gets a message instead of an illegal instruction.
 */
public final class CpuFeatures {
    private static final int AT_HWCAP = 16;
    private static final int AT_HWCAP2 = 26;

    private final boolean arm32;
    private final boolean arm64;
    private final long hwcap;
    private final long hwcap2;

    /**
     * @param architecture {@code os.arch}
     * @param auxiliaryVector pairs of machine words, tag and value; may be empty
     */
    CpuFeatures(String architecture, byte[] auxiliaryVector) {
        arm32 = architecture.equals("arm");
        arm64 = architecture.equals("aarch64");
        hwcap = value(auxiliaryVector, AT_HWCAP);
        hwcap2 = value(auxiliaryVector, AT_HWCAP2);
    }

    /** The core that this JVM runs on. */
    public static CpuFeatures current() {
        return new CpuFeatures(System.getProperty("os.arch", ""), ProcessFiles.auxiliaryVector());
    }

    /** Whether the core is known to lack NEON. */
    public boolean lacksNeon() {
        return arm32 && hwcap != 0 && !has(hwcap, 12);
    }

    /** Names of the features that kernels are chosen by, as {@code /proc/cpuinfo} writes them; empty if not ARM. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (arm64) {
            add(names, "asimd", hwcap, 1);
            add(names, "asimddp", hwcap, 20);
            add(names, "i8mm", hwcap2, 13);
        } else if (arm32) {
            add(names, "neon", hwcap, 12);
            add(names, "vfpv4", hwcap, 16);
            add(names, "asimddp", hwcap, 24);
            add(names, "i8mm", hwcap, 27);
        }
        return names;
    }

    private static void add(List<String> names, String name, long word, int bit) {
        if (has(word, bit)) {
            names.add(name);
        }
    }

    private static boolean has(long word, int bit) {
        return (word >> bit & 1) != 0;
    }

    private long value(byte[] vector, int wanted) {
        ByteBuffer words = ByteBuffer.wrap(vector).order(ByteOrder.nativeOrder());
        int wordBytes = arm32 ? Integer.BYTES : Long.BYTES;
        while (words.remaining() >= 2 * wordBytes) {
            long tag = word(words);
            long value = word(words);
            if (tag == wanted) {
                return value;
            }
        }
        return 0;
    }

    private long word(ByteBuffer words) {
        return arm32 ? Integer.toUnsignedLong(words.getInt()) : words.getLong();
    }
}
