// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Bytes to a file, whose name stands before every failure: the system says only that no space is left. */
final class NamedOutput extends OutputStream {
    private final OutputStream out;
    private final Path file;

    NamedOutput(OutputStream out, Path file) {
        this.out = out;
        this.file = file;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int count) throws IOException {
        try {
            out.write(bytes, start, count);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
