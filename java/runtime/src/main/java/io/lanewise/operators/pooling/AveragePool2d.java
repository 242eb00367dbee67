// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.pooling;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.pooling.AveragePool2dF32;
import io.lanewise.instructions.pooling.AveragePool2dS16;
import io.lanewise.instructions.pooling.AveragePool2dS8;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.PoolingOperator;
import io.lanewise.tensor.Activation;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Average over the cells of a window that lie inside the NHWC image, then the fused activation. */
public record AveragePool2d(int input, int output, Window window, Activation activation) implements PoolingOperator {

    @Override
    public AveragePool2d remap(IntUnaryOperator map) {
        return new AveragePool2d(map.applyAsInt(input), map.applyAsInt(output), window, activation);
    }

    @Override
    public String kind() {
        return "AVERAGE_POOL_2D";
    }

    @Override
    public void lower(Lowering lowering) {
        Arithmetic arithmetic = lowering.arithmetic();
        WindowGeometry geometry = WindowGeometry.ofPool(lowering.tensor(input), lowering.tensor(output), window);
        lowering.emit(
                switch (arithmetic) {
                    case FLOAT32 -> new AveragePool2dF32(geometry, activation, lowering.reproducible());
                    case INT16 -> new AveragePool2dS16(geometry, Require.range(activation, lowering.tensor(output)));
                    case INT8 ->
                        new AveragePool2dS8(
                                geometry,
                                Require.range(activation, lowering.tensor(output)),
                                lowering.isUnsigned(output));
                });
    }

    @Override
    public Optional<Operator> withActivation(Activation clamp, int clamped) {
        return Optional.of(new AveragePool2d(input, clamped, window, clamp));
    }
}
