// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What the bytes of an output file go into. */
sealed interface Destination permits RegularFile, SpecialFile {
    /** Linux gives up after as many. */
    int MOST_LINKS = 40;

    /** Absolute, not normalized: {@code ..} after a linked folder is that folder's parent. */
    Path path();

    /** Throws if it is known beforehand that nothing can be written; {@code target} is for messages. */
    void requireWritable(Path target) throws IOException;

    /** An empty file to write to first. */
    TemporaryFile temporary() throws IOException;

    /** Puts what was written into place. */
    void put(TemporaryFile written) throws IOException;

    /** Follows symbolic links, those that point nowhere too, but not those of /proc, which stand for open files. */
    static Destination of(Path target) throws IOException {
        Path path = target.toAbsolutePath();
        for (int links = 0; links <= MOST_LINKS; links++) {
            if (Files.isSymbolicLink(path)) {
                Path folder = path.getParent().toRealPath();
                if (folder.startsWith("/proc")) {
                    return new SpecialFile(folder.resolve(path.getFileName()));
                }
                path = path.resolveSibling(Files.readSymbolicLink(path));
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                return new RegularFile(path);
            } else {
                return new SpecialFile(path);
            }
        }
        throw new FileSystemLoopException(target.toString());
    }
}
