// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;
import java.util.Arrays;

/** Fills the output with real 0, then lays the input's rows into it. */
final class PadKernel implements Kernel {
    private final DataType type;
    private final byte zeroPoint;
    private final int input;
    private final int output;
    private final int outputElements;
    private final int rowElements;
    private final int[] rowOffsets;

    PadKernel(PadParameters parameters, DataType type, int zeroPoint, int input, int output) {
        int[] dims = parameters.inputDims();
        int last = dims.length - 1;
        this.type = type;
        this.zeroPoint = (byte) zeroPoint;
        this.input = input;
        this.output = output;
        int unit = Arena.units(type);
        this.rowElements = dims[last] * unit;
        int rows = 1;
        int elements = unit;
        for (int d = 0; d <= last; d++) {
            rows *= d < last ? dims[d] : 1;
            elements *= parameters.before()[d] + dims[d] + parameters.after()[d];
        }
        this.outputElements = elements;
        this.rowOffsets = new int[rows];
        for (int row = 0; row < rows; row++) {
            rowOffsets[row] = output + offset(parameters, row) * unit;
        }
    }

    /** Where the first element of an input row lies in the output. */
    private static int offset(PadParameters parameters, int row) {
        int[] dims = parameters.inputDims();
        int offset = parameters.before()[dims.length - 1];
        int stride = 1;
        for (int d = dims.length - 1, rest = row; d > 0; d--) {
            stride *= parameters.before()[d] + dims[d] + parameters.after()[d];
            offset += (parameters.before()[d - 1] + rest % dims[d - 1]) * stride;
            rest /= dims[d - 1];
        }
        return offset;
    }

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena);
    }

    private void run(Arena arena) {
        if (type == DataType.FLOAT32) {
            Arrays.fill(arena.floats(), output, output + outputElements, 0);
        } else if (type == DataType.INT16) {
            Arrays.fill(arena.shorts(), output, output + outputElements, (short) 0);
        } else {
            Arrays.fill(arena.bytes(), output, output + outputElements, zeroPoint);
        }
        Object array = arena.array(type);
        for (int row = 0; row < rowOffsets.length; row++) {
            System.arraycopy(array, input + row * rowElements, array, rowOffsets[row], rowElements);
        }
    }
}
