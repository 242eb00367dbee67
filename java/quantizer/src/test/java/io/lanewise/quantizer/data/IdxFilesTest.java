// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdxFilesTest {
    private static final byte[] IMAGES = Bytes.idx(0x08, new int[] {2, 1, 3}, Bytes.of(1, 2, 255, 4, 5, 6));

    @Test
    void readsPlainAndGzipped() throws IOException {
        for (byte[] file : List.of(IMAGES, Bytes.gzip(IMAGES))) {
            Dataset dataset = IdxFiles.open(Bytes.source(file));
            assertEquals(DataType.UINT8, dataset.type());
            assertEquals(Shape.of(1, 3), dataset.shape());
            assertEquals(2, dataset.count());
            assertEquals(List.of("[1, 2, 255]", "[4, 5, 6]"), Bytes.read(dataset));
        }
    }

    @Test
    void readsEveryElementType() throws IOException {
        assertEquals(List.of("[-1, 127]"), read(0x09, 2, 0xFF, 0x7F));
        assertEquals(List.of("[-2, 258]"), read(0x0B, 2, 0xFF, 0xFE, 0x01, 0x02));
        assertEquals(List.of("[16909060]"), read(0x0C, 1, 1, 2, 3, 4));
        assertEquals(List.of("[1.5, -0.0]"), read(0x0D, 2, 0x3F, 0xC0, 0, 0, 0x80, 0, 0, 0));
        assertEquals(List.of("[-2.5]"), read(0x0E, 1, 0xC0, 0x04, 0, 0, 0, 0, 0, 0));
    }

    private static List<String> read(int type, int size, int... bytes) throws IOException {
        return Bytes.read(IdxFiles.open(Bytes.source(Bytes.idx(type, new int[] {1, size}, Bytes.of(bytes)))));
    }

    @Test
    void aTruncatedFileNamesTheSample() throws IOException {
        Dataset dataset = IdxFiles.open(Bytes.source(Arrays.copyOf(IMAGES, IMAGES.length - 1)));
        assertMessage("samples.bin: truncated: sample 1 (of 0 to 1) has 2 of its 3 bytes", () -> Bytes.read(dataset));
    }

    @Test
    void aTruncatedGzipFileNamesTheSample() throws IOException {
        byte[] packed = Bytes.gzip(IMAGES);
        Dataset dataset = IdxFiles.open(Bytes.source(Arrays.copyOf(packed, packed.length - 10)));
        assertMessage(
                "samples.bin: sample 1 (of 0 to 1) cannot be read: Unexpected end of ZLIB input stream",
                () -> Bytes.read(dataset));
    }

    @Test
    void aFileThatGoesOnIsRefused() throws IOException {
        Dataset dataset = IdxFiles.open(Bytes.source(Bytes.concat(IMAGES, Bytes.of(0))));
        assertMessage("samples.bin: goes on after its 2 samples of u8[1,3]", () -> Bytes.read(dataset));
        assertEquals(List.of("[1, 2, 255]"), Bytes.read(dataset.limit(1)));
    }

    @Test
    void damagedHeadersAreRefused() {
        assertMessage(
                "samples.bin: not an IDX file: begins with 89504e47, expected 0000",
                () -> IdxFiles.open(Bytes.source(Bytes.of(0x89, 'P', 'N', 'G'))));
        assertMessage(
                "samples.bin: truncated in its IDX header",
                () -> IdxFiles.open(Bytes.source(Arrays.copyOf(IMAGES, 10))));
        assertMessage(
                "samples.bin: IDX element type 0a is none of 08 (u8), 09 (i8), 0b (i16), 0c (i32), 0d (f32), 0e (f64)",
                () -> IdxFiles.open(Bytes.source(Bytes.idx(0x0A, new int[] {1}, Bytes.of(1)))));
        assertMessage(
                "samples.bin: says it holds u8[0,3], but every size must be at least 1",
                () -> IdxFiles.open(Bytes.source(Bytes.idx(0x08, new int[] {0, 3}, new byte[0]))));
        assertMessage(
                "samples.bin: says it holds f32[1,65536,65536,65536], but a sample may have at most 256 MiB",
                () -> IdxFiles.open(Bytes.source(Bytes.idx(0x0D, new int[] {1, 65536, 65536, 65536}, new byte[0]))));
        assertMessage(
                "samples.bin: holds a single value, but the first dimension must count the samples",
                () -> IdxFiles.open(Bytes.source(Bytes.idx(0x08, new int[0], Bytes.of(1)))));
    }

    static void assertMessage(String message, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(message, assertThrows(DatasetException.class, executable).getMessage());
    }
}
