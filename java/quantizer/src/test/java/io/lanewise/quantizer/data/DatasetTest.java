// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import static io.lanewise.quantizer.data.IdxFilesTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
    private final Dataset samples = IdxFiles.open(Bytes.source(Bytes.idx(0x08, new int[] {3, 1}, Bytes.of(7, 8, 9))));

    @TempDir
    private Path folder;

    DatasetTest() throws IOException {}

    private static Dataset labels(int type, int count, int... bytes) throws IOException {
        return IdxFiles.open(new DataSource(
                "labels.bin",
                Bytes.source(Bytes.idx(type, new int[] {count}, Bytes.of(bytes)))
                        .opener()));
    }

    @Test
    void labelsGoWithSamples() throws IOException {
        Dataset labelled = samples.withLabels(labels(0x08, 3, 2, 0, 200));
        assertTrue(labelled.labelled());
        assertEquals(List.of("[7]=2", "[8]=0", "[9]=200"), Bytes.read(labelled));
        assertEquals(List.of("[7]=2", "[8]=0"), Bytes.read(labelled.limit(2)));
        assertEquals(2, labelled.limit(2).count());
        assertSame(labelled, labelled.limit(3));
        assertEquals(
                List.of("[7]=258"),
                Bytes.read(samples.withLabels(labels(0x0B, 3, 1, 2, 0, 0, 0, 0)).limit(1)));
    }

    @Test
    void labelsThatDoNotFitAreRefused() throws IOException {
        assertMessage(
                "labels.bin: 2 labels for the 3 samples of samples.bin",
                () -> samples.withLabels(labels(0x08, 2, 0, 1)));
        assertMessage(
                "labels.bin: labels must be one integer for each sample, got float32[]",
                () -> samples.withLabels(labels(0x0D, 3)));
        Dataset negative = samples.withLabels(labels(0x09, 3, 0, -1, 0));
        assertMessage("labels.bin: label 1 is -1; a label must be 0 to 2147483647", () -> Bytes.read(negative));
        assertThrows(IllegalArgumentException.class, () -> samples.limit(0));
    }

    @Test
    void theFormatIsToldByContent() throws IOException {
        Path file = folder.resolve("images");
        Files.write(file, Bytes.gzip(Bytes.idx(0x08, new int[] {1, 2}, Bytes.of(3, 4))));
        assertEquals(List.of("[3, 4]"), Bytes.read(Datasets.open(file)));
        Files.write(file, Bytes.npy(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2), }", Bytes.of(5, 6)));
        assertEquals(List.of("[5, 6]"), Bytes.read(Datasets.open(file)));
        Files.write(file, Bytes.of(9, 9, 9, 9));
        assertMessage(
                file + ": is neither an IDX nor a .npy file; a raw file needs its element type and shape",
                () -> Datasets.open(file));
        Path absent = folder.resolve("absent");
        assertMessage(absent + ": no such file", () -> Datasets.open(absent));
    }

    @Test
    void aRawFileIsCountedBySize() throws IOException {
        Path file = folder.resolve("raw");
        Files.write(file, Bytes.of(1, 0, 2, 0, 0xFE, 0xFF, 4, 0));
        Dataset dataset = RawFiles.open(file, StoredType.I16, Shape.of(2));
        assertEquals(2, dataset.count());
        assertEquals(List.of("[1, 2]", "[-2, 4]"), Bytes.read(dataset));
        assertMessage(
                file + ": 8 bytes are not a whole number of samples of u8[3], 3 bytes each",
                () -> RawFiles.open(file, StoredType.U8, Shape.of(3)));
        assertThrows(IllegalArgumentException.class, () -> StoredType.parse("u7"));
    }

    @Test
    void manySamplesAreReadInTheMemoryOfOne() throws IOException {
        int count = 30_000;
        int size = 10_000;
        byte[] header = Bytes.idx(0x08, new int[] {count, size}, new byte[0]);
        // 300 MB: a header, then bytes that count up.
        DataSource endless = new DataSource("300 MB", () -> new InputStream() {
            private long at;

            @Override
            public int read() {
                return at < header.length ? header[(int) at++] & 0xFF : (int) (at++ % 251);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                if (at < header.length) {
                    bytes[offset] = (byte) read();
                    return 1;
                }
                bytes[offset] = (byte) read();
                at += length - 1;
                return length;
            }
        });
        int read = 0;
        try (SampleReader reader = IdxFiles.open(endless).open()) {
            byte[] first = null;
            while (read < count && reader.next()) {
                first = first == null ? reader.data().array() : first;
                assertSame(first, reader.data().array());
                read++;
            }
        }
        assertEquals(count, read);
    }
}
