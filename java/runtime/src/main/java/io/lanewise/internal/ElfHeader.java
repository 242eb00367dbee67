// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the header of an ELF file says of the machine it is for (System V ABI; ELF for the Arm Architecture). */
final class ElfHeader {
    /** Bytes that are needed of a 32-bit file. */
    static final int BYTES = 52;

    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_OFFSET = 4;
    private static final int CLASS_32 = 1;
    private static final int MACHINE_OFFSET = 18;
    private static final int MACHINE_ARM = 40;
    private static final int FLAGS_OFFSET_32 = 36;
    private static final int FLAG_ARM_HARD_FLOAT = 0x400;

    private final ByteBuffer bytes;

    ElfHeader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the file is for 32-bit ARM and passes floats in VFP registers, the ABI called armhf. */
    boolean isArmHardFloat() {
        return bytes.limit() >= BYTES
                && bytes.getInt(0) == MAGIC
                && bytes.get(CLASS_OFFSET) == CLASS_32
                && bytes.getShort(MACHINE_OFFSET) == MACHINE_ARM
                && (bytes.getInt(FLAGS_OFFSET_32) & FLAG_ARM_HARD_FLOAT) != 0;
    }
}
