// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedLibraryTest {
    private static final byte[] LIBRARY = {0x7f, 'E', 'L', 'F', 1};
    private static final byte[] OTHER_BUILD = {0x7f, 'E', 'L', 'F', 2};

    /** What a shell ends with that cannot run a program: one for another machine, for example. */
    private static final int CANNOT_EXECUTE = 126;

    private Path cache;

    /** By hand: JUnit lists temporary folders to delete them, which emulated 32-bit JVMs cannot do. */
    @BeforeEach
    void makeCache() throws IOException {
        cache = Files.createTempDirectory("lanewise");
    }

    @AfterEach
    void removeCache() throws IOException {
        for (byte[] library : new byte[][] {LIBRARY, OTHER_BUILD}) {
            Path file = file(library);
            Files.delete(file);
            Files.delete(file.getParent());
        }
        Files.delete(cache);
    }

    private Path file(byte[] library) throws IOException {
        return CachedLibrary.file(library, cache, OwnFolders.ofThisProcess());
    }

    @Test
    void buildsOfTheSameSizeAreDifferentFiles() throws IOException {
        Path first = file(LIBRARY);
        Path second = file(OTHER_BUILD);
        assertNotEquals(first, second);
        assertArrayEquals(LIBRARY, Files.readAllBytes(first));
        assertArrayEquals(OTHER_BUILD, Files.readAllBytes(second));
    }

    @Test
    void aWholeFileIsLeftAlone() throws IOException {
        Path file = file(LIBRARY);
        FileTime longAgo = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(file, longAgo);
        assertEquals(file, file(LIBRARY));
        assertEquals(longAgo, Files.getLastModifiedTime(file));
    }

    @Test
    void aDamagedFileIsReplaced() throws IOException {
        Path file = file(LIBRARY);
        Files.write(file, new byte[] {0x7f, 'E', 0, 0, 0});
        assertArrayEquals(LIBRARY, Files.readAllBytes(file(LIBRARY)));
        Files.write(file, new byte[0]);
        assertArrayEquals(LIBRARY, Files.readAllBytes(file(LIBRARY)));
    }

    @Test
    void theFolderIsForItsOwnerAlone() throws IOException {
        Path folder = file(LIBRARY).getParent();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void aFileThatOthersMayWriteToIsReplaced() throws IOException {
        Path file = file(LIBRARY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Object inode = Files.getAttribute(file, "unix:ino");
        assertNotEquals(inode, Files.getAttribute(file(LIBRARY), "unix:ino"));
    }

    @Test
    void aLinkIsReplacedAndWhatItLeadsToIsKept() throws IOException {
        Path file = file(LIBRARY);
        Path elsewhere = cache.resolve("elsewhere");
        Files.write(elsewhere, LIBRARY);
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);
        assertTrue(Files.isRegularFile(file(LIBRARY), LinkOption.NOFOLLOW_LINKS));
        Files.delete(elsewhere);
    }

    /** What a full disk or a kill left, of this version or of one that locked nothing. */
    @Test
    void whatADeadProcessLeftIsRemoved() throws IOException {
        Folders.assumeListable(cache);
        Path left = file(LIBRARY).resolveSibling("new123.so");
        Files.write(left, new byte[] {0x7f});
        file(LIBRARY);
        assertFalse(Files.exists(left));
    }

    @Test
    void whatIsBeingWrittenIsKept() throws IOException {
        Path beside = file(LIBRARY).resolveSibling("new123.so");
        try (ClaimedFile claimed = ClaimedFile.create(beside)) {
            claimed.write(LIBRARY);
            file(LIBRARY);
            assertTrue(Files.exists(beside));
        }
        Files.delete(beside);
    }

    /** As on a full disk: a process whose files may have 64 KiB copies a library of 1 MiB. */
    @Test
    void aCopyThatDoesNotFitLeavesNothing() throws IOException, InterruptedException {
        Folders.assumeListable(cache);
        ProcessBuilder copy = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 128 && exec \"$@\"",
                        "-",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Copy.class.getName(),
                        cache.toString())
                .redirectErrorStream(true);
        Process process = null;
        try {
            process = copy.start();
        } catch (IOException e) {
            Folders.abort("this JVM is emulated and cannot start a process: " + e.getMessage());
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() == CANNOT_EXECUTE) {
            Folders.abort("this JVM is emulated and cannot start another");
        }
        assertTrue(output.contains("File too large"), output);
        try (Stream<Path> made = Files.walk(cache)) {
            assertEquals(List.of(), made.filter(Files::isRegularFile).toList());
        }
        try (Stream<Path> made = Files.list(cache)) {
            made.forEach(folder -> assertTrue(folder.toFile().delete()));
        }
    }

    private static final class Copy {

        private Copy() {}

        public static void main(String[] cache) {
            try {
                CachedLibrary.file(new byte[1 << 20], Path.of(cache[0]), OwnFolders.ofThisProcess());
            } catch (IOException e) {
                System.out.println(e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR-u-nu-arabext", "th-TH-u-nu-thai"})
    void theNameHasTheSameDigitsInEveryLanguage(String language) throws IOException {
        String name = file(LIBRARY).getParent().getFileName().toString();
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertEquals(name, file(LIBRARY).getParent().getFileName().toString());
        } finally {
            Locale.setDefault(usual);
        }
    }
}
