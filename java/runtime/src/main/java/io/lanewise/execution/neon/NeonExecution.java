// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution.neon;

import io.lanewise.execution.Execution;
import io.lanewise.execution.Plan;
import io.lanewise.graph.ModelException;
import io.lanewise.instructions.Step;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeBuffer;
import io.lanewise.internal.NativeStep;
import io.lanewise.tensor.Tensor;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * One native allocation and the threads that share the work. The allocation: the arena, the workspace that operators
 * use in turn, every operator's list of buffers, and the list of steps that is a run: one native call, on an address.
 * Operators that the native library lacks run in Java between such calls.
 */
final class NeonExecution implements Execution {
    private static final int BUFFER_BYTES = Loader.sizeof(NativeBuffer.class);
    private static final int STEP_BYTES = Loader.sizeof(NativeStep.class);

    private final Plan plan;
    /** The steps that are native and have something to do. */
    private final int[] indices;
    /** What a run does in turn: native calls, one unless operators without a native kernel lie between. */
    private final Runnable[] segments;

    private final Pointer block;
    private final long steps;
    private final long workspaceBytes;
    private final HelperThreads helpers;
    private ByteBuffer arena;

    NeonExecution(NeonPreparedModel model, int threads) {
        plan = model.plan();
        indices = java.util.stream.IntStream.range(0, plan.network().steps().size())
                .filter(i -> model.operator(i) != null)
                .toArray();
        long workspace = 0;
        long bufferCount = 0;
        for (int index : indices) {
            workspace = Math.max(workspace, Lanewise.lanewise_workspace_size(model.operator(index)));
            bufferCount += step(index).inputs().size() + step(index).outputs().size() + 1;
        }
        long workspaceOffset = align(plan.arenaBytes());
        long bufferOffset = workspaceOffset + align(workspace);
        long stepOffset = bufferOffset + align(bufferCount * BUFFER_BYTES);
        long bytes = stepOffset + (long) indices.length * STEP_BYTES + Plan.ALIGNMENT;
        workspaceBytes = bytes - plan.arenaBytes();
        block = Pointer.calloc(1, bytes);
        if (block == null) {
            throw new OutOfMemoryError(bytes + " bytes of native memory");
        }
        try {
            BytePointer base = new BytePointer(block).getPointer(align(block.address()) - block.address());
            arena = base.capacity(Math.max(plan.arenaBytes(), 1)).asByteBuffer();
            steps = base.address() + stepOffset;
            laySteps(
                    model,
                    base,
                    base.getPointer(workspaceOffset).limit(workspace),
                    new NativeBuffer(base.getPointer(bufferOffset)),
                    new NativeStep(base.getPointer(stepOffset)));
            copyConstants();
            segments = segments(model);
            helpers = startHelpers(threads);
        } catch (RuntimeException | Error e) {
            Pointer.free(block);
            throw e;
        }
    }

    private Runnable[] segments(NeonPreparedModel model) {
        List<Runnable> list = new ArrayList<>();
        int first = 0;
        int next = 0;
        for (int i = 0; i < plan.network().steps().size(); i++) {
            if (model.javaStep(i) != null) {
                addNative(list, first, next);
                list.add(model.javaStep(i).bind(this));
                first = next;
            } else if (model.operator(i) != null) {
                next++;
            }
        }
        addNative(list, first, next);
        return list.toArray(Runnable[]::new);
    }

    private void addNative(List<Runnable> list, int first, int end) {
        if (end > first) {
            list.add(() -> runNative(first, end - first));
        }
    }

    private HelperThreads startHelpers(int threads) {
        try {
            return new HelperThreads(threads);
        } catch (OutOfMemoryError e) {
            throw new ModelException(
                    plan.network().name(),
                    "the system gives no " + threads + " threads; ask for fewer by" + " SessionOptions.withThreads",
                    e);
        }
    }

    private void laySteps(
            NeonPreparedModel model, BytePointer base, BytePointer workspace, NativeBuffer buffer, NativeStep step) {
        long row = 0;
        for (int i = 0; i < indices.length; i++) {
            List<Integer> tensors = new ArrayList<>(step(indices[i]).inputs());
            tensors.addAll(step(indices[i]).outputs());
            step.position(i)
                    .op(model.operator(indices[i]))
                    .buffers(buffer.position(row))
                    .buffer_count(tensors.size() + 1);
            for (int tensor : tensors) {
                buffer.position(row++)
                        .data(base.getPointer(plan.offset(tensor)))
                        .size(plan.network().tensor(tensor).bytes());
            }
            buffer.position(row++).data(workspace).size(workspace.limit());
        }
    }

    private void copyConstants() {
        for (int i = 0; i < plan.network().tensors().size(); i++) {
            Tensor tensor = plan.network().tensor(i);
            if (tensor.isConstant() && plan.offset(i) >= 0) {
                write(i, tensor.data());
            }
        }
    }

    @Override
    public void run() {
        for (Runnable segment : segments) {
            segment.run();
        }
    }

    private void runNative(int first, int count) {
        long done;
        try {
            done = Lanewise.lanewise_run_steps(steps + (long) first * STEP_BYTES, count, helpers.pool());
        } finally {
            Reference.reachabilityFence(this);
        }
        if (done != count) {
            throw refusal(step(indices[first + (int) done]));
        }
    }

    /**
     * Why a step did not run: its Java kernel says what it cannot go on with.
     *
     * @throws ModelException if that is so
     */
    private IllegalStateException refusal(Step step) {
        JavaStep.of(plan.network(), step).bind(this).run();
        return new IllegalStateException(
                plan.network().name() + ": " + step.description() + ": the native library refused its buffers");
    }

    @Override
    public void write(int tensor, ByteBuffer source) {
        arena.put(offset(tensor, source.remaining()), source, source.position(), source.remaining());
    }

    @Override
    public void write(int tensor, byte[] source) {
        arena.put(offset(tensor, source.length), source, 0, source.length);
    }

    @Override
    public void read(int tensor, ByteBuffer target) {
        target.put(target.position(), arena, offset(tensor, target.remaining()), target.remaining());
    }

    @Override
    public void read(int tensor, byte[] target) {
        arena.get(offset(tensor, target.length), target, 0, target.length);
    }

    @Override
    public long arenaBytes() {
        return plan.arenaBytes();
    }

    /** {@inheritDoc} The lists of steps and buffers are counted here. */
    @Override
    public long workspaceBytes() {
        return workspaceBytes;
    }

    @Override
    public void close() {
        if (arena != null) {
            arena = null;
            helpers.close();
            Pointer.free(block);
        }
    }

    /** Where a tensor of that many bytes is in the arena. */
    private int offset(int tensor, int bytes) {
        int offset = plan.offset(tensor);
        if (offset < 0 || plan.network().tensor(tensor).bytes() != bytes) {
            throw new IllegalArgumentException(
                    "tensor " + tensor + ' ' + plan.network().tensor(tensor) + " has "
                            + plan.network().tensor(tensor).bytes() + " bytes at offset " + offset + ", the buffer has "
                            + bytes);
        }
        return offset;
    }

    private Step step(int index) {
        return plan.network().steps().get(index);
    }

    private static long align(long bytes) {
        return (bytes + Plan.ALIGNMENT - 1) / Plan.ALIGNMENT * Plan.ALIGNMENT;
    }
}
