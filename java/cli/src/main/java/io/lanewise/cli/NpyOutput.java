// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.SessionTensor;
import io.lanewise.quantizer.data.NpyWriter;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One output of all samples as a {@code .npy} array; the samples take the place of the batch dimension. */
final class NpyOutput implements OutputSink {
    private final OutputStream out;
    private final boolean asStored;

    private NpyOutput(OutputStream out, boolean asStored) {
        this.out = out;
        this.asStored = asStored;
    }

    /** Writes the array's header. */
    static NpyOutput begin(OutputStream out, Tensor output, int samples, boolean asStored) throws IOException {
        int[] dims = output.shape().dims();
        Shape shape =
                dims.length > 1 && dims[0] == 1 ? Shape.of(Arrays.copyOfRange(dims, 1, dims.length)) : output.shape();
        NpyWriter.writeHeader(out, asStored ? output.type() : DataType.FLOAT32, samples, shape);
        return new NpyOutput(out, asStored);
    }

    @Override
    public void accept(int sample, SessionTensor output) throws IOException {
        out.write(asStored ? output.bytes() : littleEndian(output.floats()));
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
