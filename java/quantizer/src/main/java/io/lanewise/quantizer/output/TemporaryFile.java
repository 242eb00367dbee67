// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * A file under another name until it is whole: {@code NAME.PID.SYSTEM.RANDOM.tmp} ({@link Leftovers}). Deleted when
 * closed, and when the process ends by a signal that can be caught.
 */
final class TemporaryFile implements Closeable {
    private static final Set<Path> OPEN = new HashSet<>();

    private final Path path;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFile::deleteAll, "lanewise temporary files"));
    }

    private TemporaryFile(Path path) {
        this.path = path;
    }

    /**
     * Makes an empty file that nobody else has, and removes what dead processes have left of the same name.
     *
     * @param folder where it is made
     * @param name the name it is for
     * @param permissions of the file; the process's umask takes some away
     * @throws IOException if the folder cannot be written
     */
    static TemporaryFile create(Path folder, String name, Set<PosixFilePermission> permissions) throws IOException {
        FileAttribute<?>[] attributes = isPosix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
        Leftovers leftovers = new Leftovers(folder, name);
        synchronized (OPEN) {
            TemporaryFile file =
                    new TemporaryFile(Files.createTempFile(folder, leftovers.prefix(), Leftovers.SUFFIX, attributes));
            OPEN.add(file.path);
            leftovers.delete(file.path, OPEN);
            return file;
        }
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    Path path() {
        return path;
    }

    /** Writes the content and waits until the disk has it; {@code target} is for messages. */
    void fill(OutputFile.Content content, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(new NamedOutput(Channels.newOutputStream(channel), target));
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** Takes the place of a file of the same folder. */
    void moveTo(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            OPEN.remove(path);
            Files.deleteIfExists(path);
        }
    }

    private static void deleteAll() {
        synchronized (OPEN) {
            for (Path path : OPEN) {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    // The next write of the same file tries again.
                }
            }
        }
    }
}
