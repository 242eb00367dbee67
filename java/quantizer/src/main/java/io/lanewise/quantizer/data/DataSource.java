// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Bytes that can be read again from the start, such as a file or a class-path resource.
 *
 * @param name for messages
 * @param opener gives the bytes as they are stored
 */
public record DataSource(String name, Opener opener) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Opens the bytes at their start. */
    @FunctionalInterface
    public interface Opener {
        /**
         * {@return a stream of the stored bytes from the first on, to be closed}
         *
         * @throws IOException if they cannot be had
         */
        InputStream open() throws IOException;
    }

    /**
     * {@return the bytes of a file}
     *
     * @param path need not exist yet; opened when the bytes are read
     */
    public static DataSource file(Path path) {
        return new DataSource(path.toString(), () -> Files.newInputStream(path));
    }

    /** Opens the bytes as they are stored. */
    InputStream openStored() throws IOException {
        try {
            return new BufferedInputStream(opener.open(), BUFFER_BYTES);
        } catch (NoSuchFileException e) {
            throw new DatasetException(name, "no such file", e);
        } catch (IOException e) {
            throw new DatasetException(name, "cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Opens the bytes, unpacked where they begin as gzip does (1f 8b). */
    InputStream open() throws IOException {
        InputStream stored = openStored();
        try {
            stored.mark(2);
            boolean gzip = stored.read() == 0x1f && stored.read() == 0x8b;
            stored.reset();
            return gzip ? new BufferedInputStream(new GZIPInputStream(stored, BUFFER_BYTES), BUFFER_BYTES) : stored;
        } catch (IOException e) {
            stored.close();
            throw new DatasetException(name, "cannot be read: " + e.getMessage(), e);
        }
    }
}
