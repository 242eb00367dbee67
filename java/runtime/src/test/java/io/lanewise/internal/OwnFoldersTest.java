// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFoldersTest {
    private final Deque<Path> made = new ArrayDeque<>();
    private OwnFolders own;
    private Path top;

    @BeforeEach
    void makeTop() throws IOException {
        own = OwnFolders.ofThisProcess();
        top = made(Files.createTempDirectory("lanewise").toRealPath());
    }

    /** By hand: emulated 32-bit JVMs cannot list folders. */
    @AfterEach
    void removeAll() throws IOException {
        while (!made.isEmpty()) {
            Files.deleteIfExists(made.pop());
        }
    }

    private Path made(Path entry) {
        made.push(entry);
        return entry;
    }

    private String refusal(Path folder) {
        return assertThrows(IOException.class, () -> own.require(folder)).getMessage();
    }

    private static void setMode(Path folder, String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void missingFoldersAreMadeForTheirOwnerAlone() throws IOException {
        Path folder = made(made(top.resolve("a")).resolve("b"));
        assertEquals(folder, own.require(folder));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(top.resolve("a"))));
    }

    @ParameterizedTest
    @CsvSource({"rwxrwxrwx, drwxrwxrwx", "rwx----w-, drwx----w-"})
    void aFolderThatOthersMayWriteIntoIsRefused(String permissions, String shown) throws IOException {
        setMode(top, permissions);
        String message = refusal(top);
        assertTrue(message.startsWith(top + ": others may write there: mode " + shown + ", owner "), message);
        assertEquals(message, refusal(top.resolve("below")));
    }

    @Test
    void aFolderThatAForeignGroupMayWriteIntoIsRefused() throws IOException {
        setMode(top, "rwxrwx---");
        // Whose number is not the group's.
        OwnFolders other = new OwnFolders(own.user() + 1);
        String message =
                assertThrows(IOException.class, () -> other.require(top)).getMessage();
        assertTrue(message.contains("mode drwxrwx---, owner "), message);
    }

    @Test
    void aFolderThatOthersMayReadIsFine() throws IOException {
        setMode(top, "rwxr-xr-x");
        assertEquals(top, own.require(top));
    }

    @Test
    void anotherUsersFolderIsRefusedWithModeAndOwner() throws IOException {
        OwnFolders other = new OwnFolders(own.user() + 1);
        String message =
                assertThrows(IOException.class, () -> other.require(top)).getMessage();
        assertEquals(
                top + ": permission denied, it is another user's: mode drwx------, owner " + Files.getOwner(top)
                        + " (uid " + own.user() + ")",
                message);
    }

    @Test
    void aFolderOnAnotherUsersWayIsRefused() throws IOException {
        Path folder = made(made(top.resolve("theirs")).resolve("mine"));
        own.require(folder);
        Folders.giveAway(folder.getParent());
        String message = refusal(folder);
        assertTrue(
                message.startsWith(folder.getParent() + ": permission denied, it is another user's: mode drwx"),
                message);
    }

    @Test
    void anotherUsersLinkIsRefused() throws IOException {
        Path folder = made(Files.createDirectory(top.resolve("folder")));
        Path link = made(Files.createSymbolicLink(top.resolve("link"), folder));
        Folders.giveAway(link);
        assertTrue(refusal(link).startsWith(link + ": permission denied, it is another user's: mode l"));
    }

    @Test
    void anOwnLinkLeadsToAFolderThatIsChecked() throws IOException {
        Path folder = made(Files.createDirectory(top.resolve("folder"), OwnFolders.OWNER_ONLY));
        Path link = made(Files.createSymbolicLink(top.resolve("link"), folder));
        assertEquals(folder, own.require(link));
        setMode(folder, "rwxrwxrwx");
        assertTrue(refusal(link).startsWith(folder + ": others may write there: "));
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path file = made(Files.createFile(top.resolve("file")));
        assertTrue(refusal(file.resolve("folder")).startsWith(file + ": not a folder: mode -rw"));
    }

    @Test
    void stickyFoldersLikeTmpAreStableAndNoOnesOwn() throws IOException {
        Files.setAttribute(top, "unix:mode", 01777);
        assertEquals(top, own.requireStable(top));
        assertTrue(refusal(top).startsWith(top + ": others may write there: mode drwxrwxrwx and sticky, owner "));
        Path folder = made(top.resolve("mine"));
        assertEquals(folder, own.require(folder));
        setMode(top, "rwxrwxrwx");
        assertThrows(IOException.class, () -> own.requireStable(top));
    }
}
