// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux tells a process of itself. Files are empty where they cannot be read. */
final class ProcessFiles {
    private static final Pattern USERS = Pattern.compile("^Uid:(?:\\s+[0-9]+){3}\\s+([0-9]+)$", Pattern.MULTILINE);

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

    /** The number of the user whose rights the process has, which may have no name. */
    static int userId() throws IOException {
        String status = new String(read("/proc/self/status", Integer.MAX_VALUE), StandardCharsets.ISO_8859_1);
        // Real, effective, saved and file system user: the last owns what the process makes.
        Matcher users = USERS.matcher(status);
        if (!users.find()) {
            throw new IOException("/proc/self/status does not say whose process this is");
        }
        return Integer.parseUnsignedInt(users.group(1));
    }

    private static byte[] read(String file, int limit) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return in.readNBytes(limit);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
