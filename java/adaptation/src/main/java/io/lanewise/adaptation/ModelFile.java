// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a model whole or not at all. */
final class ModelFile {

    private ModelFile() {}

    /** Writes beside the target, asks the check about what was written, and moves it there. */
    static void write(ByteBuffer content, Path target, Path original, ModelCheck check) throws IOException {
        boolean exists = Files.exists(target);
        if (exists && Files.exists(original) && Files.isSameFile(target, original)) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "is the model that was adapted; write the new one to another file");
        }
        if (exists && !Files.isRegularFile(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "is no regular file");
        }
        // What a symbolic link stands for is replaced, not the link.
        Path place = exists ? target.toRealPath() : target.toAbsolutePath();
        Path temporary = place.resolveSibling(place.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            check.require(Model.load(temporary));
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
