// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/** Gathers elements that lie at regular distances: another order, or a part. */
public record StridedCopy(StridedView view, DataType type) implements NativeInstruction {

    /** Keeps the view with as few dimensions as it takes. */
    public StridedCopy {
        view = view.merged();
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new StridedCopyKernel(view.inUnits(Arena.units(type)), type, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return view.dims().length <= Lanewise.LANEWISE_MAX_RANK;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_strided_copy(
                view.dims().length,
                arguments.ints(view.dims()),
                arguments.ints(view.strides()),
                view.start(),
                type.bytes(),
                op);
    }
}
