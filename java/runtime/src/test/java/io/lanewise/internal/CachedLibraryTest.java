// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CachedLibraryTest {
    private static final byte[] LIBRARY = {0x7f, 'E', 'L', 'F', 1};
    private static final byte[] OTHER_BUILD = {0x7f, 'E', 'L', 'F', 2};

    private Path cache;

    /** By hand: JUnit lists temporary folders to delete them, which emulated 32-bit JVMs cannot do. */
    @BeforeEach
    void makeCache() throws IOException {
        cache = Files.createTempDirectory("lanewise");
    }

    @AfterEach
    void removeCache() throws IOException {
        for (byte[] library : new byte[][] {LIBRARY, OTHER_BUILD}) {
            Path file = CachedLibrary.file(library, cache);
            Files.delete(file);
            Files.delete(file.getParent());
        }
        Files.delete(cache);
    }

    @Test
    void buildsOfTheSameSizeAreDifferentFiles() throws IOException {
        Path first = CachedLibrary.file(LIBRARY, cache);
        Path second = CachedLibrary.file(OTHER_BUILD, cache);
        assertNotEquals(first, second);
        assertArrayEquals(LIBRARY, Files.readAllBytes(first));
        assertArrayEquals(OTHER_BUILD, Files.readAllBytes(second));
    }

    @Test
    void aWholeFileIsLeftAlone() throws IOException {
        Path file = CachedLibrary.file(LIBRARY, cache);
        FileTime longAgo = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(file, longAgo);
        assertEquals(file, CachedLibrary.file(LIBRARY, cache));
        assertEquals(longAgo, Files.getLastModifiedTime(file));
    }

    @Test
    void aDamagedFileIsReplaced() throws IOException {
        Path file = CachedLibrary.file(LIBRARY, cache);
        Files.write(file, new byte[] {0x7f, 'E', 0, 0, 0});
        assertArrayEquals(LIBRARY, Files.readAllBytes(CachedLibrary.file(LIBRARY, cache)));
        Files.write(file, new byte[0]);
        assertArrayEquals(LIBRARY, Files.readAllBytes(CachedLibrary.file(LIBRARY, cache)));
    }
}
