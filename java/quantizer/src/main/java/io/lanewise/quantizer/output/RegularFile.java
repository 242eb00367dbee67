// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A regular file, there or not, whose name is given to another one.
 *
 * @param path no symbolic link
 */
record RegularFile(Path path) implements Destination {
    /** What a program asks for that makes a new file; the process's umask takes some away. */
    private static final Set<PosixFilePermission> NEW = PosixFilePermissions.fromString("rw-rw-rw-");

    @Override
    public void requireWritable(Path target) throws IOException {
        if (!Files.isDirectory(path.getParent())) {
            throw new IOException(target + ": its folder does not exist; make it first");
        }
        if (!Files.isWritable(path.getParent())) {
            throw new IOException(target + ": cannot be written: no permission to make files in its folder");
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new IOException(target + ": cannot be written: it is write-protected");
        }
    }

    @Override
    public TemporaryFile temporary() throws IOException {
        PosixFileAttributes old = attributes();
        Set<PosixFilePermission> permissions = old == null ? NEW : old.permissions();
        return TemporaryFile.create(path.getParent(), path.getFileName().toString(), permissions);
    }

    @Override
    public void put(TemporaryFile written) throws IOException {
        PosixFileAttributes old = attributes();
        if (old != null) {
            keep(old, Files.getFileAttributeView(written.path(), PosixFileAttributeView.class));
        }
        written.moveTo(path);
        if (TemporaryFile.isPosix(path)) {
            try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    /** Those of the file that is there; null if there is none, or the file system has no modes. */
    private PosixFileAttributes attributes() throws IOException {
        return TemporaryFile.isPosix(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS) : null;
    }

    /** Owner and group first: a change of them takes permissions away. */
    private static void keep(PosixFileAttributes old, PosixFileAttributeView view) throws IOException {
        PosixFileAttributes now = view.readAttributes();
        try {
            if (!now.group().equals(old.group())) {
                view.setGroup(old.group());
            }
            if (!now.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
        } catch (IOException e) {
            // Only root may give files away, and only to an own group may others.
        }
        view.setPermissions(old.permissions());
    }
}
