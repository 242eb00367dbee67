// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/** Copies for each output cell the nearest input cell. */
public record ResizeNearest(ResizeGeometry geometry, DataType type) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        int[] rows = cells(geometry.inputHeight(), geometry.outputHeight());
        int[] columns = cells(geometry.inputWidth(), geometry.outputWidth());
        return new ResizeNearestKernel(geometry, rows, columns, type, inputs[0], outputs[0]);
    }

    private int[] cells(int inputSize, int outputSize) {
        return NearestCells.of(geometry.alignCorners(), geometry.halfPixelCenters(), inputSize, outputSize);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_resize_nearest(geometry.toNative(arguments), type.bytes(), op);
    }
}
