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
            throw new IOException(target + ": cannot be written: no file can be made in its folder");
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new IOException(target + ": cannot be written: it is write-protected");
        }
    }

    @Override
    public TemporaryFile temporary() throws IOException {
        PosixFileAttributes old = attributes();
        String name = path.getFileName().toString();
        if (old == null) {
            return TemporaryFile.create(path.getParent(), name, NEW);
        }
        TemporaryFile file = TemporaryFile.create(path.getParent(), name, old.permissions());
        // Those that the umask has taken away.
        Files.setPosixFilePermissions(file.path(), old.permissions());
        return file;
    }

    @Override
    public void put(TemporaryFile written, Path target) throws IOException {
        PosixFileAttributes old = attributes();
        if (old != null) {
            giveTo(old, Files.getFileAttributeView(written.path(), PosixFileAttributeView.class));
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
                ? Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                : null;
    }

    private static void giveTo(PosixFileAttributes old, PosixFileAttributeView file) throws IOException {
        PosixFileAttributes own = file.readAttributes();
        try {
            if (!own.group().equals(old.group())) {
                file.setGroup(old.group());
            }
            if (!own.owner().equals(old.owner())) {
                file.setOwner(old.owner());
            }
        } catch (IOException e) {
            // Only root may give files away, and others only to groups of theirs.
        }
    }
}
