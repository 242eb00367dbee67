// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.Shape;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Reads files of nothing but elements, little-endian, one sample after another. */
public final class RawFiles {

    private RawFiles() {}

    /**
     * Opens a raw file; its size says how many samples it holds.
     *
     * @param file elements, little-endian, without a header
     * @param type of the stored elements
     * @param shape shape of one sample
     * @return its samples, without labels
     * @throws DatasetException if the file is empty or does not hold a whole number of samples
     */
    public static Dataset open(Path file, StoredType type, Shape shape) throws IOException {
        long sampleBytes = (long) shape.elements() * type.bytes();
        long size = size(file);
        if (size == 0 || sampleBytes == 0 || size % sampleBytes != 0 || size / sampleBytes > Integer.MAX_VALUE) {
            throw new DatasetException(
                    file.toString(),
                    size + " bytes are not a whole number of samples of " + type.label() + shape + ", " + sampleBytes
                            + " bytes each");
        }
        int[] sizes = IntStream.concat(IntStream.of((int) (size / sampleBytes)), IntStream.of(shape.dims()))
                .toArray();
        DataSource source = DataSource.file(file);
        return ArrayReader.dataset(
                source.name(),
                source::openStored,
                ArrayHeader.of(source.name(), 0, type, ByteOrder.LITTLE_ENDIAN, sizes));
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            throw new DatasetException(file.toString(), "no such file", e);
        }
    }
}
