// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.custom;

import io.lanewise.custom.CustomOperator;
import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Copies tensors out of the arena and back for a computation that knows nothing of it. */
record CustomKernel(
        CustomOperator.Computation computation, List<Tensor> from, List<Tensor> to, int[] inputs, int[] outputs)
        implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        List<ByteBuffer> read = from.stream().map(CustomKernel::buffer).toList();
        List<ByteBuffer> written = to.stream().map(CustomKernel::buffer).toList();
        return () -> {
            for (int i = 0; i < inputs.length; i++) {
                arena.read(from.get(i), inputs[i], read.get(i).clear());
            }
            written.forEach(ByteBuffer::clear);
            computation.run(read, written);
            for (int i = 0; i < outputs.length; i++) {
                arena.write(to.get(i), outputs[i], written.get(i).clear());
            }
        };
    }

    private static ByteBuffer buffer(Tensor tensor) {
        return ByteBuffer.allocate((int) tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
