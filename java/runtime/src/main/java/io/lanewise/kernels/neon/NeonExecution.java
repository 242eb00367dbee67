// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.neon;

import io.lanewise.graph.Operator;
import io.lanewise.graph.Tensor;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeBuffer;
import io.lanewise.kernels.Execution;
import io.lanewise.plan.Plan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * One native allocation: the arena, the workspace that operators use in turn, and every operator's list of buffers, laid
 * out once. A run is one native call for each operator, on addresses.
 */
final class NeonExecution implements Execution {
    private static final int BUFFER_BYTES = Loader.sizeof(NativeBuffer.class);

    private final Plan plan;
    private final int[] indices;
    private final long[] operators;
    private final long[] buffers;
    private final long[] counts;
    private final Pointer block;
    private ByteBuffer arena;

    NeonExecution(NeonPreparedModel model) {
        plan = model.plan();
        indices = java.util.stream.IntStream.range(0, plan.graph().operators().size())
                .filter(i -> model.operator(i) != null).toArray();
        operators = new long[indices.length];
        buffers = new long[indices.length];
        counts = new long[indices.length];
        long workspaceBytes = 0;
        long bufferCount = 0;
        for (int i = 0; i < indices.length; i++) {
            operators[i] = model.operator(indices[i]).address();
            counts[i] = operator(i).activations().size() + 2;
            workspaceBytes = Math.max(workspaceBytes, Lanewise.lanewise_workspace_size(model.operator(indices[i])));
            bufferCount += counts[i];
        }
        long workspaceOffset = align(plan.arenaBytes());
        long tableOffset = workspaceOffset + align(workspaceBytes);
        long bytes = tableOffset + bufferCount * BUFFER_BYTES;
        block = Pointer.calloc(1, bytes + Plan.ALIGNMENT);
        if (block == null) {
            throw new OutOfMemoryError(bytes + " bytes of native memory");
        }
        BytePointer base = new BytePointer(block).getPointer(align(block.address()) - block.address());
        arena = base.capacity(Math.max(plan.arenaBytes(), 1)).asByteBuffer();
        layBuffers(base, base.getPointer(workspaceOffset), workspaceBytes, base.getPointer(tableOffset));
        copyConstants();
    }

    private void layBuffers(BytePointer base, Pointer workspace, long workspaceBytes, Pointer table) {
        NativeBuffer next = new NativeBuffer(table);
        long row = 0;
        for (int i = 0; i < indices.length; i++) {
            buffers[i] = table.address() + row * BUFFER_BYTES;
            List<Integer> tensors = new ArrayList<>(operator(i).activations());
            tensors.add(operator(i).output());
            for (int tensor : tensors) {
                next.position(row++).data(base.getPointer(plan.offset(tensor))).size(plan.graph().tensor(tensor).bytes());
            }
            next.position(row++).data(workspace).size(workspaceBytes);
        }
    }

    private void copyConstants() {
        for (int i = 0; i < plan.graph().tensors().size(); i++) {
            Tensor tensor = plan.graph().tensor(i);
            if (tensor.isConstant() && plan.offset(i) >= 0) {
                write(i, tensor.data());
            }
        }
    }

    @Override
    public void run() {
        for (int i = 0; i < operators.length; i++) {
            int status = Lanewise.lanewise_run(operators[i], buffers[i], counts[i]);
            if (status != Lanewise.LANEWISE_OK) {
                throw new IllegalStateException(plan.graph().name() + ": " + plan.graph().describe(indices[i])
                        + ": the native library refused its buffers with status " + status);
            }
        }
    }

    @Override
    public void write(int tensor, ByteBuffer source) {
        int bytes = size(tensor, source.remaining());
        arena.put(plan.offset(tensor), source, source.position(), bytes);
    }

    @Override
    public void read(int tensor, ByteBuffer target) {
        int bytes = size(tensor, target.remaining());
        target.put(target.position(), arena, plan.offset(tensor), bytes);
    }

    @Override
    public void close() {
        if (arena != null) {
            arena = null;
            Pointer.free(block);
        }
    }

    private int size(int tensor, int remaining) {
        long bytes = plan.graph().tensor(tensor).bytes();
        if (plan.offset(tensor) < 0 || bytes != remaining) {
            throw new IllegalArgumentException("tensor " + tensor + ' ' + plan.graph().tensor(tensor) + " has " + bytes
                    + " bytes at offset " + plan.offset(tensor) + ", the buffer has " + remaining);
        }
        return remaining;
    }

    private Operator operator(int position) {
        return plan.graph().operators().get(indices[position]);
    }

    private static long align(long bytes) {
        return (bytes + Plan.ALIGNMENT - 1) / Plan.ALIGNMENT * Plan.ALIGNMENT;
    }
}
