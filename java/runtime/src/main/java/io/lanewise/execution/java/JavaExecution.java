// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution.java;

import io.lanewise.execution.Execution;
import io.lanewise.execution.Plan;
import io.lanewise.graph.ModelException;
import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** An arena and the kernels bound to it. */
final class JavaExecution implements Execution {
    private final Plan plan;
    private final Arena arena;
    private final Runnable[] steps;

    JavaExecution(Plan plan, List<Kernel> kernels) {
        this.plan = plan;
        List<Tensor> tensors = plan.network().tensors();
        Set<DataType> types = EnumSet.noneOf(DataType.class);
        for (int i = 0; i < tensors.size(); i++) {
            if (plan.offset(i) >= 0) {
                types.add(tensors.get(i).type());
            }
        }
        this.arena = Arena.of(plan.arenaBytes(), types);
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i).isConstant() && plan.offset(i) >= 0) {
                arena.write(tensors.get(i), elementOffset(i), tensors.get(i).data());
            }
        }
        this.steps = kernels.stream().map(kernel -> kernel.bind(arena)).toArray(Runnable[]::new);
    }

    /**
     * {@inheritDoc}
     *
     * @throws ModelException if what a step reads is out of its range
     */
    @Override
    public void run() {
        for (int i = 0; i < steps.length; i++) {
            plan.network().run(plan.network().steps().get(i), steps[i]);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the tensor has no offset in the arena or {@code source} not its size
     */
    @Override
    public void write(int tensor, ByteBuffer source) {
        Tensor to = placed(tensor);
        if (source.remaining() != to.bytes()) {
            throw new IllegalArgumentException(to + " takes " + to.bytes() + " bytes, got " + source.remaining());
        }
        arena.write(to, elementOffset(tensor), source);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the tensor has no offset in the arena or {@code target} no room for it
     */
    @Override
    public void read(int tensor, ByteBuffer target) {
        Tensor from = placed(tensor);
        if (target.remaining() < from.bytes()) {
            throw new IllegalArgumentException(
                    from + " has " + from.bytes() + " bytes, room for " + target.remaining());
        }
        arena.read(from, elementOffset(tensor), target);
    }

    @Override
    public long arenaBytes() {
        return arena.size();
    }

    @Override
    public long workspaceBytes() {
        return 0;
    }

    private int elementOffset(int tensor) {
        return Arena.elementOffset(plan.network().tensor(tensor).type(), plan.offset(tensor));
    }

    private Tensor placed(int tensor) {
        Tensor placed = plan.network().tensor(tensor);
        if (plan.offset(tensor) < 0) {
            throw new IllegalArgumentException(placed + " has no place in the arena");
        }
        return placed;
    }

    @Override
    public void close() {
        // The heap needs no release.
    }
}
