// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import static io.lanewise.quantizer.data.IdxFilesTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NpyFilesTest {

    private static String dictionary(String descr, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    }

    private static Dataset open(int version, String dictionary, int... elements) throws IOException {
        return NpyFiles.open(Bytes.source(Bytes.npy(version, dictionary, Bytes.of(elements))));
    }

    @Test
    void readsVersions1To3() throws IOException {
        for (int version = 1; version <= 3; version++) {
            Dataset dataset = open(version, dictionary("|u1", "2, 1, 2"), 1, 2, 3, 200);
            assertEquals(2, dataset.count());
            assertEquals(Shape.of(1, 2), dataset.shape());
            assertEquals(List.of("[1, 2]", "[3, 200]"), Bytes.read(dataset));
        }
    }

    @Test
    void readsEveryDtypeInBothByteOrders() throws IOException {
        assertEquals(List.of("[-1]", "[5]"), Bytes.read(open(1, dictionary("|i1", "2,"), 0xFF, 5)));
        assertEquals(List.of("[-2]"), Bytes.read(open(1, dictionary("<i2", "1,"), 0xFE, 0xFF)));
        assertEquals(List.of("[-2]"), Bytes.read(open(1, dictionary(">i2", "1,"), 0xFF, 0xFE)));
        assertEquals(List.of("[67305985]"), Bytes.read(open(1, dictionary("<i4", "1,"), 1, 2, 3, 4)));
        assertEquals(List.of("[7]"), Bytes.read(open(1, dictionary("<i8", "1,"), 7, 0, 0, 0, 0, 0, 0, 0)));
        assertEquals(List.of("[1.5]"), Bytes.read(open(1, dictionary("<f4", "1, 1"), 0, 0, 0xC0, 0x3F)));
        // 0.1 in 64 bits, 3fb999999999999a, rounds to 0.1f.
        assertEquals(
                List.of("[0.1]"),
                Bytes.read(open(1, dictionary("<f8", "1,"), 0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f)));
    }

    @Test
    void readsThePaddingOfNumpy() throws IOException {
        // numpy.save of numpy.array([[1, -2], [3, 4]], dtype=numpy.int8): 128 bytes of header, then the elements.
        String text = "{'descr': '|i1', 'fortran_order': False, 'shape': (2, 2), }";
        byte[] file = Bytes.concat(
                HexFormat.of().parseHex("934e554d505901007600"),
                (text + " ".repeat(0x76 - text.length() - 1) + "\n").getBytes(),
                Bytes.of(1, -2, 3, 4));
        assertEquals(132, file.length);
        assertEquals(List.of("[1, -2]", "[3, 4]"), Bytes.read(Datasets.open(Bytes.source(file))));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyWriter.writeHeader(out, DataType.INT16, 2, Shape.of(3));
        assertEquals(0, out.size() % 64);
        assertArrayEquals(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, Arrays.copyOf(out.toByteArray(), 8));
        out.writeBytes(Bytes.of(1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 0, 1));
        assertEquals(List.of("[1, 2, 3]", "[4, 5, 256]"), Bytes.read(NpyFiles.open(Bytes.source(out.toByteArray()))));
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertMessage(
                "samples.bin: not a .npy file: does not begin with \\x93NUMPY",
                () -> NpyFiles.open(Bytes.source(Bytes.of(1, 2, 3))));
        assertMessage(
                "samples.bin: .npy version 4 is unknown; versions 1 to 3 are read",
                () -> open(4, dictionary("|u1", "1,")));
        assertMessage(
                "samples.bin: is in Fortran order; save it with numpy.ascontiguousarray",
                () -> open(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (1, 2), }", 1, 2));
        assertMessage(
                "samples.bin: dtype '<c8' is none of u1, i1, i2, i4, i8, f4, f8; convert it with astype",
                () -> open(1, dictionary("<c8", "1,")));
        assertMessage(
                "samples.bin: its .npy header lacks a simple dtype: {'descr': [('a', '<i4')],"
                        + " 'fortran_order': False, 'shape': (1,), }",
                () -> open(1, "{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (1,), }"));
        assertMessage(
                "samples.bin: holds a single value, but the first dimension must count the samples",
                () -> open(1, dictionary("|u1", ""), 1));
        assertMessage(
                "samples.bin: its shape (3000000000) has a size above 2147483647",
                () -> open(1, dictionary("|u1", "3000000000")));
        byte[] whole = Bytes.npy(1, dictionary("|u1", "1,"), Bytes.of(1));
        assertMessage(
                "samples.bin: truncated in its .npy header",
                () -> NpyFiles.open(Bytes.source(Arrays.copyOf(whole, 40))));
        assertMessage(
                "samples.bin: damaged .npy header: its length is 4294967295",
                () -> NpyFiles.open(Bytes.source(Bytes.of(0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 255, 255, 255, 255))));
    }
}
