// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    private static final String NEW = "new";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeOld() throws IOException {
        file = Files.writeString(folder.resolve("file"), "old");
    }

    private static void write(Path target) throws IOException {
        OutputFile.write(target, ByteBuffer.wrap(NEW.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theModeStays() throws IOException {
        for (String mode : List.of("rw-r-----", "rwxrwxrwx", "rw-------")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            write(file);
            assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        assertEquals(NEW, Files.readString(file));
        Path other = Files.createFile(folder.resolve("made by umask"));
        Path made = folder.resolve("made");
        write(made);
        assertEquals(Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(made));
    }

    @Test
    void theOwnerStays() throws IOException {
        if (!(Files.getAttribute(file, "unix:uid") instanceof Integer uid && uid == 0)) {
            System.out.println("not run: only root can give files away");
            return;
        }
        Files.setAttribute(file, "unix:uid", 12345);
        Files.setAttribute(file, "unix:gid", 54321);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        write(file);
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        assertEquals(
                "12345 54321 rw-rw----",
                attributes.owner().getName()
                        + ' '
                        + attributes.group().getName()
                        + ' '
                        + PosixFilePermissions.toString(attributes.permissions()));
    }

    /** Through folders too, to a file that is there or not. */
    @Test
    void linksStayAndLeadToTheFile() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path relative = Files.createSymbolicLink(other.resolve("relative"), Path.of("../file"));
        Path linkedFolder = Files.createSymbolicLink(folder.resolve("linked folder"), other);
        write(linkedFolder.resolve("relative"));
        assertTrue(Files.isSymbolicLink(relative) && !Files.isSymbolicLink(file));
        assertEquals(NEW, Files.readString(file));
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), other.resolve("absent"));
        write(nowhere);
        assertTrue(Files.isSymbolicLink(nowhere));
        assertEquals(NEW, Files.readString(other.resolve("absent")));
        assertEquals(OutputFile.realPath(file), OutputFile.realPath(linkedFolder.resolve("relative")));
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertThrows(FileSystemLoopException.class, () -> write(loop));
    }

    @Test
    void aPipeGetsTheBytesAndStays() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", pipe.toString())
                        .inheritIO()
                        .start()
                        .waitFor());
        Path copy = folder.resolve("copy");
        Process reader = new ProcessBuilder("cat", pipe.toString())
                .redirectOutput(copy.toFile())
                .start();
        write(pipe);
        boolean read = reader.waitFor(10, TimeUnit.SECONDS);
        reader.destroy();
        assertTrue(read, "nothing was written to the pipe");
        assertTrue(Files.readAttributes(pipe, "*", LinkOption.NOFOLLOW_LINKS)
                .get("isOther")
                .equals(true));
        assertEquals(NEW, Files.readString(copy));
    }

    /** A link as /dev/stdout is, but not that one, which a fault would replace. */
    @Test
    void theStandardOutputGetsTheBytesAfterWhatItHas() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("stdout"), Path.of("/proc/self/fd/1"));
        WritingProcess.writeWith(link, file.toFile());
        assertTrue(Files.isSymbolicLink(link));
        Files.delete(link);
        assertEquals("oldnew", Files.readString(file));
    }

    @Test
    void aFailureLeavesTheFileAndNoOther() throws IOException {
        assertThrows(
                IOException.class,
                () -> OutputFile.write(file, out -> {
                    throw new IOException("content");
                }));
        IOException refused = assertThrows(
                IOException.class,
                () -> OutputFile.write(file, out -> out.write('n'), written -> {
                    throw new IOException(Files.readString(written));
                }));
        assertEquals("n", refused.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("file"), names());
        for (Path wrong : List.of(folder, folder.resolve("absent/file"))) {
            IOException failure = assertThrows(IOException.class, () -> write(wrong));
            assertTrue(failure.getMessage().startsWith(wrong.toString()), failure.getMessage());
        }
    }

    @Test
    void aTerminatedProcessLeavesNothing() throws Exception {
        Process process = WritingProcess.begun(file);
        assertEquals(2, names().size());
        process.destroy();
        process.waitFor();
        assertEquals(List.of("file"), names());
        assertEquals("old", Files.readString(file));
    }

    @Test
    void whatAKilledProcessLeavesGoesAtTheNextWrite() throws Exception {
        Process process = WritingProcess.begun(file);
        write(file);
        assertEquals(2, names().size(), "the other process still writes");
        process.destroyForcibly().waitFor();
        assertEquals(2, names().size());
        write(folder.resolve("other"));
        assertEquals(3, names().size(), "of another file");
        write(file);
        assertEquals(List.of("file", "other"), names());
    }

    /** Another host or container counts processes anew: ours being dead says nothing of its. */
    @Test
    void filesOfOtherSystemsStayForADay() throws IOException {
        Path foreign = Files.createFile(folder.resolve("file.999999999.0.1.tmp"));
        Path unlike = Files.createFile(folder.resolve("file.999999999.tmp"));
        write(file);
        assertTrue(Files.exists(foreign));
        for (Path each : List.of(foreign, unlike)) {
            Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        write(file);
        assertFalse(Files.exists(foreign));
        assertTrue(Files.exists(unlike), "not one of ours");
    }

    @Test
    void threadsMayWriteOneFile() throws Exception {
        List<CompletableFuture<Void>> writers = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    try {
                        write(file);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }))
                .limit(50)
                .toList();
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get();
        assertEquals(List.of("file"), names());
    }
}
