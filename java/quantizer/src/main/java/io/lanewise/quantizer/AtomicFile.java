// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear whole or not at all: written beside their place, then moved into it. */
public final class AtomicFile {

    private AtomicFile() {
    }

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Makes {@code target} hold exactly {@code content}'s remaining bytes. Whoever reads the file sees the old content or
     * the new, never a part.
     *
     * @throws IOException if the folder cannot be written; {@code target} is then as it was
     */
    public static void write(Path target, ByteBuffer content) throws IOException {
        write(target, out -> Channels.newChannel(out).write(content.duplicate()));
    }

    /**
     * Makes {@code target} hold what {@code content} writes, once that has returned.
     *
     * @throws IOException if the folder cannot be written or {@code content} fails; {@code target} is then as it was
     */
    public static void write(Path target, Content content) throws IOException {
        Path beside = target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
