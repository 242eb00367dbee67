// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new file that is locked while its process lives, so that others can tell it from what a dead one left behind. */
final class ClaimedFile implements Closeable {
    private final FileChannel channel;

    private ClaimedFile(FileChannel channel) {
        this.channel = channel;
    }

    static ClaimedFile create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(file + ": deleted by another process");
            }
            return new ClaimedFile(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether the file is there and its process is gone. */
    static boolean isAbandoned(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException | OverlappingFileLockException e) {
            return false;
        }
    }

    void write(byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
