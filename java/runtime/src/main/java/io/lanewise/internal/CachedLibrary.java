// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.Loader;

/**
 * The library out of a jar, as the file that the system's loader wants: in JavaCPP's cache folder, under a name made of
 * its content. JavaCPP alone goes by name, size and time of the jar's entry, and so takes a library for the one it
 * copied out of an earlier jar of the same name, or a copy that a power cut left damaged for a whole one.
 */
final class CachedLibrary {

    private CachedLibrary() {
    }

    /** The file of a library that is {@code resource}; where that is a file, itself. */
    static Path file(URL resource) throws IOException {
        if (resource.getProtocol().equals("file")) {
            return Path.of(URI.create(resource.toString()));
        }
        try (InputStream stream = resource.openStream()) {
            return file(stream.readAllBytes(), Loader.getCacheDir().toPath());
        }
    }

    static Path file(byte[] library, Path cache) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(library);
        Path folder = cache.resolve(String.format("lanewise-%08x-%d", checksum.getValue(), library.length));
        Path file = folder.resolve("libjnilanewise.so");
        if (!Files.exists(file) || !Arrays.equals(library, Files.readAllBytes(file))) {
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, "new", ".so");
            Files.write(beside, library);
            // Whoever has loaded the old one keeps it.
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
