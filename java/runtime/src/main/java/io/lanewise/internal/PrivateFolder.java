// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A new folder of this process alone, in the temporary folder: where there is no other that only its user can change.
 * It is deleted at exit; what a killed process left is deleted by the next one.
 */
final class PrivateFolder {
    private static final String PREFIX = "lanewise-";
    private static final String IN_USE = "in-use";

    private PrivateFolder() {}

    /** @param temporary where others may make entries of their own, as in {@code /tmp} */
    static Path create(Path temporary, OwnFolders own) throws IOException {
        Path parent = own.requireStable(temporary);
        removeAbandoned(parent, own);
        Path folder = Files.createTempDirectory(parent, PREFIX, OwnFolders.OWNER_ONLY);
        ClaimedFile claim = ClaimedFile.create(folder.resolve(IN_USE));
        Deletion deletion = new Deletion();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            deletion.of(folder);
                            claim.close();
                        },
                        "lanewise-private-folder"));
        return folder;
    }

    /** Best effort: what cannot be listed or deleted stays. */
    static void removeAbandoned(Path parent, OwnFolders own) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + '*')) {
            for (Path folder : folders) {
                if (own.owns(folder) && ClaimedFile.isAbandoned(folder.resolve(IN_USE))) {
                    new Deletion().of(folder);
                }
            }
        } catch (IOException | RuntimeException e) {
            System.getLogger("io.lanewise").log(System.Logger.Level.DEBUG, "cannot clean up " + parent, e);
        }
    }

    /** Deletes a folder and all that is in it; an object of its own, as at exit the class loader may be closed. */
    private static final class Deletion extends SimpleFileVisitor<Path> {

        void of(Path folder) {
            try {
                Files.walkFileTree(folder, this);
            } catch (IOException e) {
                System.getLogger("io.lanewise").log(System.Logger.Level.DEBUG, "cannot delete " + folder, e);
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
