// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution.neon;

import io.lanewise.execution.Execution;
import io.lanewise.execution.Network;
import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Step;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A step run by its Java kernel: one without a native kernel, between native ones, or one that was refused, to say why.
 * It works in memory of its own: inputs are copied in, outputs are copied out.
 *
 * @param network whose tensors it reads and writes
 * @param offsets where each of its tensors lies in the memory of its own, in bytes
 * @param bytes size of that memory
 */
record JavaStep(Network network, Step step, Map<Integer, Integer> offsets, int bytes, Kernel kernel) {

    static JavaStep of(Network network, Step step) {
        Map<Integer, Integer> offsets = new LinkedHashMap<>();
        long end = 0;
        for (List<Integer> tensors : List.of(step.inputs(), step.outputs())) {
            for (int tensor : tensors) {
                if (offsets.putIfAbsent(tensor, (int) end) == null) {
                    // Offsets of every type are counted in whole elements.
                    end += (network.tensor(tensor).bytes() + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
                    if (end > Integer.MAX_VALUE) {
                        throw new OutOfMemoryError(end + " bytes for the tensors of an operator in Java");
                    }
                }
            }
        }
        Kernel kernel = step.instruction()
                .kernel(
                        elementOffsets(network, offsets, step.inputs()),
                        elementOffsets(network, offsets, step.outputs()));
        return new JavaStep(network, step, offsets, (int) end, kernel);
    }

    private static int[] elementOffsets(Network network, Map<Integer, Integer> offsets, List<Integer> tensors) {
        return tensors.stream()
                .mapToInt(tensor -> Arena.elementOffset(network.tensor(tensor).type(), offsets.get(tensor)))
                .toArray();
    }

    String kernelName() {
        return "java " + kernel.getClass().getSimpleName();
    }

    /** The step of one execution, which reads and writes {@code outer}'s tensors. */
    Runnable bind(Execution outer) {
        Set<DataType> types = EnumSet.noneOf(DataType.class);
        offsets.keySet().forEach(tensor -> types.add(network.tensor(tensor).type()));
        Arena arena = Arena.of(bytes, types);
        Runnable run = kernel.bind(arena);
        Copy[] inputs = copies(step.inputs().stream().distinct().toList());
        Copy[] outputs = copies(step.outputs());
        return () -> {
            for (Copy input : inputs) {
                outer.read(input.index, input.bytes);
                arena.write(input.tensor, input.offset, input.buffer);
            }
            network.run(step, run);
            for (Copy output : outputs) {
                arena.read(output.tensor, output.offset, output.buffer);
                outer.write(output.index, output.bytes);
            }
        };
    }

    /** A tensor on its way between the two memories. */
    private record Copy(int index, Tensor tensor, int offset, byte[] bytes, java.nio.ByteBuffer buffer) {}

    private Copy[] copies(List<Integer> tensors) {
        return tensors.stream()
                .map(index -> {
                    Tensor tensor = network.tensor(index);
                    byte[] copied = new byte[(int) tensor.bytes()];
                    return new Copy(
                            index,
                            tensor,
                            Arena.elementOffset(tensor.type(), offsets.get(index)),
                            copied,
                            java.nio.ByteBuffer.wrap(copied));
                })
                .toArray(Copy[]::new);
    }
}
