// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.BinaryFunction;

/** Any float function of two values. */
record BinaryFloatKernel(BroadcastLoop loop, Function function, FloatClamp clamp) implements Kernel {

    private interface Function {
        float apply(float left, float right);
    }

    static BinaryFloatKernel of(BroadcastLoop loop, Binary operator) {
        return new BinaryFloatKernel(loop, function(operator.function()), FloatClamp.of(operator.activation()));
    }

    private static Function function(BinaryFunction function) {
        return switch (function) {
            case DIV -> (left, right) -> left / right;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case POW -> (left, right) -> (float) StrictMath.pow(left, right);
            case SUB -> (left, right) -> left - right;
        };
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        BroadcastLoop.Row row = (l, r, o) -> run(floats, l, r, o);
        return () -> loop.forEachRow(row);
    }

    private void run(float[] arena, int l, int r, int o) {
        int leftStep = loop.leftStep();
        int rightStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            arena[o + i] = clamp.apply(function.apply(arena[l + i * leftStep], arena[r + i * rightStep]));
        }
    }
}
