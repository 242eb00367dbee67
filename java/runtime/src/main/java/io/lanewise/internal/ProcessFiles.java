// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells a process of itself. Everything is empty where it cannot be read. */
final class ProcessFiles {

    private ProcessFiles() {}

    /** The first bytes of the JVM's executable. */
    static byte[] executableHeader() {
        return read("/proc/self/exe", ElfHeader.BYTES);
    }

    /** The auxiliary vector that the kernel gave the process. */
    static byte[] auxiliaryVector() {
        return read("/proc/self/auxv", Integer.MAX_VALUE);
    }

    /** The files mapped into the process. */
    static String maps() {
        return new String(read("/proc/self/maps", Integer.MAX_VALUE), StandardCharsets.ISO_8859_1);
    }

    private static byte[] read(String file, int limit) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return in.readNBytes(limit);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
