// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;

/**
 * Files that appear whole or not at all: written to a temporary file, looked at, then put into place.
 *
 * <p>A regular file is replaced by another one of the same mode and, where that is allowed, the same owner and group; a
 * symbolic link stays and what it points to is replaced. What is no regular file (a device, a pipe,
 * {@code /dev/stdout}) is never replaced: the bytes are copied into it.
 */
public final class OutputFile {

    private OutputFile() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes everything; {@code out} is buffered and need not be closed.
         *
         * @param out takes the bytes
         * @throws IOException if there is nothing to write or {@code out} fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Looks at a file before it is put into place. */
    @FunctionalInterface
    public interface Check {
        /**
         * Returns if the file may be put into place.
         *
         * @param written a temporary file with the whole content; its name does not tell its format
         * @throws IOException if it may not, or cannot be read; so may unchecked exceptions
         */
        void check(Path written) throws IOException;
    }

    /**
     * Makes {@code target} hold exactly {@code content}'s remaining bytes: {@link #write(Path, Content, Check)}.
     *
     * @param target a file, link, device or pipe
     * @param content from position to limit; the position does not move
     * @throws IOException if the folder cannot be written; {@code target} is then as it was
     */
    public static void write(Path target, ByteBuffer content) throws IOException {
        write(target, out -> Channels.newChannel(out).write(content.duplicate()));
    }

    /**
     * Makes {@code target} hold what {@code content} writes: {@link #write(Path, Content, Check)}.
     *
     * @param target a file, link, device or pipe
     * @param content called once
     * @throws IOException if the folder cannot be written or {@code content} fails; {@code target} is then as it was
     */
    public static void write(Path target, Content content) throws IOException {
        write(target, content, written -> {});
    }

    /**
     * Makes {@code target} hold what {@code content} writes, once {@code check} has returned. Whoever reads a regular
     * file sees the old content or the new, never a part; after a return it survives a loss of power. Temporary files
     * that killed processes have left for the same target are removed.
     *
     * @param target a file, link, device or pipe
     * @param content called once
     * @param check gets the path of a file with all of the content, before it is moved
     * @throws IOException if the folder cannot be written, or {@code content} or {@code check} fails; {@code target} is
     *         then as it was. Also if a device or pipe takes only a part of the bytes.
     */
    public static void write(Path target, Content content, Check check) throws IOException {
        Destination destination = Destination.of(target);
        destination.requireWritable(target);
        try (TemporaryFile temporary = destination.temporary()) {
            temporary.fill(content, target);
            check.check(temporary.path());
            destination.put(temporary, target);
        }
    }

    /**
     * Returns unless it is known beforehand that {@code target} cannot be written, so that no work is done in vain.
     *
     * @param target a file, link, device or pipe
     * @throws IOException if its folder is absent or not writable, it is a folder itself, or links form a loop
     */
    public static void requireWritable(Path target) throws IOException {
        Destination.of(target).requireWritable(target);
    }

    /**
     * {@return where bytes for {@code target} end, whatever links lead there; for what a process holds open, its link
     * in {@code /proc}} Two targets of one real path overwrite each other.
     *
     * @param target need not exist
     * @throws IOException if the folder does not exist, or links form a loop
     */
    public static Path realPath(Path target) throws IOException {
        Path path = Destination.of(target).path();
        return path.getParent().toRealPath().resolve(path.getFileName());
    }
}
