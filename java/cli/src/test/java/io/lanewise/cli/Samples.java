// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** IDX files of bytes. */
final class Samples {

    private Samples() {}

    /** Pixels for {@link TinyModel}: as many as there are triples of bytes. */
    static Path pixels(Path file, int... bytes) throws IOException {
        return write(file, new int[] {bytes.length / 3, 1, 1, 3}, bytes);
    }

    /** Samples of so many bytes each. */
    static Path rows(Path file, int width, int... bytes) throws IOException {
        return write(file, new int[] {bytes.length / width, width}, bytes);
    }

    static Path labels(Path file, int... bytes) throws IOException {
        return write(file, new int[] {bytes.length}, bytes);
    }

    private static Path write(Path file, int[] sizes, int[] bytes) throws IOException {
        ByteBuffer idx =
                ByteBuffer.allocate(4 + 4 * sizes.length + bytes.length).putInt(0x0800 | sizes.length);
        for (int size : sizes) {
            idx.putInt(size);
        }
        for (int value : bytes) {
            idx.put((byte) value);
        }
        return Files.write(file, idx.array());
    }
}
