// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** Opens data files that say themselves what they are. */
public final class Datasets {

    private Datasets() {}

    /**
     * Opens an IDX or {@code .npy} file, plain or gzipped, told apart by how it begins.
     *
     * @param file plain or gzipped
     * @return its samples, whose header is read and whose elements are not
     * @throws IOException as {@link #open(DataSource)}
     */
    public static Dataset open(Path file) throws IOException {
        return open(DataSource.file(file));
    }

    /**
     * Opens IDX or {@code .npy} bytes, told apart by how they begin.
     *
     * @param source plain or gzipped
     * @return its samples, whose header is read and whose elements are not
     * @throws DatasetException if they begin otherwise, or their header is damaged
     */
    public static Dataset open(DataSource source) throws IOException {
        byte[] start;
        try (InputStream in = source.open()) {
            start = in.readNBytes(NpyFiles.MAGIC.length);
        }
        if (Arrays.equals(start, NpyFiles.MAGIC)) {
            return NpyFiles.open(source);
        }
        if (start.length >= 4 && start[0] == 0 && start[1] == 0) {
            return IdxFiles.open(source);
        }
        throw new DatasetException(
                source.name(), "is neither an IDX nor a .npy file; a raw file needs its element type and shape");
    }
}
