// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What tests of folders need of the machine that they run on. */
final class Folders {

    private Folders() {}

    /** Emulated 32-bit JVMs cannot list folders of most file systems. */
    static void assumeListable(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> {});
        } catch (IOException | RuntimeException e) {
            abort("this JVM cannot list folders: " + e);
        }
    }

    /** Gives an entry, or a link itself, to a user who is not the one of this process. */
    static void giveAway(Path entry) throws IOException {
        if (ProcessFiles.userId() != 0) {
            abort("only root can give files away");
        }
        Files.setAttribute(entry, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);
    }

    /** Ends a test that cannot run here. */
    static void abort(String reason) {
        System.out.println("not run: " + reason);
        Assumptions.abort(reason);
    }
}
