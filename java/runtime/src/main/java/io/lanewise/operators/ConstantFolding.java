// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Arena;
import io.lanewise.instructions.RunFailure;
import io.lanewise.instructions.Step;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Works out an operator whose inputs are all constants, by its Java kernels. */
public final class ConstantFolding {
    /** Offsets are multiples of the largest element. */
    private static final int ALIGNMENT = Long.BYTES;

    private ConstantFolding() {}

    /**
     * Whether an operator makes integers or truths of nothing but constants: sizes and indices. Bytes that are to be
     * wider stay, as they may be a codebook's.
     */
    public static boolean folds(Operator operator, List<Tensor> tensors) {
        return !(operator instanceof Cast cast && tensors.get(cast.input()).type() == DataType.UINT8)
                && operator.inputs().stream().allMatch(i -> tensors.get(i).isConstant())
                && operator.outputs().stream()
                        .map(tensors::get)
                        .allMatch(o -> (o.type().isIndex() || o.type() == DataType.BOOL)
                                && o.shape().elements() > 0);
    }

    /**
     * Puts constants in the place of its outputs.
     *
     * @throws io.lanewise.graph.ModelException if it cannot be computed
     * @throws IllegalArgumentException if an index is out of range or a divisor 0
     */
    public static void fold(Operator operator, List<Tensor> tensors) {
        List<Integer> used = new ArrayList<>(operator.inputs());
        used.addAll(operator.outputs());
        List<Integer> outputs =
                IntStream.range(operator.inputs().size(), used.size()).boxed().toList();
        Graph graph = new Graph(
                "a constant",
                used.stream().map(tensors::get).toList(),
                List.of(operator.remap(used::indexOf)),
                List.of(),
                outputs);
        List<ByteBuffer> results;
        try {
            results = run(graph);
        } catch (RunFailure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        for (int i = 0; i < results.size(); i++) {
            int output = operator.outputs().get(i);
            Tensor tensor = tensors.get(output);
            tensors.set(
                    output,
                    new Tensor(tensor.name(), tensor.type(), tensor.shape(), tensor.quantization(), results.get(i)));
        }
    }

    private static List<ByteBuffer> run(Graph graph) {
        Lowering lowering = Lowering.of(graph);
        List<Tensor> tensors = lowering.tensors();
        int[] offsets = new int[tensors.size()];
        int bytes = 0;
        Set<DataType> types = EnumSet.noneOf(DataType.class);
        for (int t = 0; t < offsets.length; t++) {
            offsets[t] = bytes;
            long size = (tensors.get(t).bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            bytes = Math.toIntExact(bytes + size);
            types.add(tensors.get(t).type());
        }
        Arena arena = Arena.of(bytes, types);
        for (int t = 0; t < offsets.length; t++) {
            Tensor tensor = tensors.get(t);
            offsets[t] = Arena.elementOffset(tensor.type(), offsets[t]);
            if (tensor.isConstant()) {
                arena.write(tensor, offsets[t], tensor.data());
            }
        }
        for (Step step : lowering.steps()) {
            step.instruction()
                    .kernel(at(offsets, step.inputs()), at(offsets, step.outputs()))
                    .bind(arena)
                    .run();
        }
        List<ByteBuffer> results = new ArrayList<>();
        for (int output : graph.outputs()) {
            Tensor tensor = tensors.get(output);
            ByteBuffer result = ByteBuffer.allocate((int) tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            arena.read(tensor, offsets[output], result);
            results.add(result);
        }
        return results;
    }

    private static int[] at(int[] offsets, List<Integer> tensors) {
        return tensors.stream().mapToInt(t -> offsets[t]).toArray();
    }
}
