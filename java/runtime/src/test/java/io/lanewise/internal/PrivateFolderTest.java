// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrivateFolderTest {
    private OwnFolders own;
    private Path temporary;

    @BeforeEach
    void makeTemporary() throws IOException {
        own = OwnFolders.ofThisProcess();
        temporary = Files.createTempDirectory("test").toRealPath();
        Folders.assumeListable(temporary);
    }

    /** The folders themselves go at exit, in the reverse order of this. */
    @AfterEach
    void removeTemporary() {
        temporary.toFile().deleteOnExit();
    }

    @Test
    void everyOneIsNewAndForThisUserAlone() throws IOException {
        Path first = PrivateFolder.create(temporary, own);
        Path second = PrivateFolder.create(temporary, own);
        assertNotEquals(first, second);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(first)));
        assertTrue(Files.exists(first), "in use, and removed by the second");
    }

    @Test
    void whatADeadProcessLeftIsRemoved() throws IOException {
        Path left = Files.createDirectory(temporary.resolve("lanewise-123"), OwnFolders.OWNER_ONLY);
        Files.createFile(left.resolve("in-use"));
        Files.write(Files.createDirectory(left.resolve("a.jar")).resolve("library.so"), new byte[] {1});
        PrivateFolder.removeAbandoned(temporary, own);
        assertFalse(Files.exists(left));
    }

    @Test
    void foldersOfOthersAreLeftAlone() throws IOException {
        Path unmarked = Files.createDirectory(temporary.resolve("lanewise-notes"));
        Path open = Files.createDirectory(temporary.resolve("lanewise-open"));
        Files.createFile(open.resolve("in-use"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        PrivateFolder.removeAbandoned(temporary, own);
        assertTrue(Files.exists(unmarked));
        assertTrue(Files.exists(open.resolve("in-use")));
        Files.delete(open.resolve("in-use"));
        Files.delete(open);
        Files.delete(unmarked);
    }
}
