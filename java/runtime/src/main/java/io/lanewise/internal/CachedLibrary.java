// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * The library out of a jar, as the file that the system's loader wants: in a folder that only this user can change,
 * under a name made of its content. JavaCPP alone goes by name, size and time of the jar's entry, and so takes a
 * library for the one it copied out of an earlier jar of the same name, or a copy that a power cut left damaged for a
 * whole one.
 */
final class CachedLibrary {
    private static final String NAME = "libjnilanewise.so";

    private CachedLibrary() {}

    static Path file(byte[] library, Path cache, OwnFolders own) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(library);
        String name = "lanewise-" + HexFormat.of().toHexDigits(checksum.getValue(), 8) + '-' + library.length;
        Path folder = own.require(cache.resolve(name));
        removeAbandoned(folder);
        Path file = folder.resolve(NAME);
        if (!isWhole(file, library, own)) {
            replace(file, library);
        }
        return file;
    }

    private static boolean isWhole(Path file, byte[] library, OwnFolders own) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && own.owns(file)
                && Files.size(file) == library.length
                && Arrays.equals(library, Files.readAllBytes(file));
    }

    private static void replace(Path file, byte[] library) throws IOException {
        Path beside = file.resolveSibling("new" + Long.toHexString(System.nanoTime()) + ".so");
        try (ClaimedFile claimed = ClaimedFile.create(beside)) {
            claimed.write(library);
            // Whoever has loaded the old one keeps it.
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** What processes left that were killed while they wrote. Best effort: what cannot be listed stays. */
    private static void removeAbandoned(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "new*.so")) {
            for (Path file : files) {
                if (ClaimedFile.isAbandoned(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | RuntimeException e) {
            System.getLogger("io.lanewise").log(System.Logger.Level.DEBUG, "cannot clean up " + folder, e);
        }
    }
}
