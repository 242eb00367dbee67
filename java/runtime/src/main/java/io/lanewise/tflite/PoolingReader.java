// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.Pool2DOptions;
import java.util.List;

/** Pooling. */
final class PoolingReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.AVERAGE_POOL_2D, BuiltinOperator.MAX_POOL_2D -> 3;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.AVERAGE_POOL_2D -> averagePool2d(source);
                    case BuiltinOperator.MAX_POOL_2D -> maxPool2d(source);
                    default -> throw source.unknown();
                });
    }

    private static Operator averagePool2d(OperatorSource source) {
        Pool2DOptions options = source.options(BuiltinOptions.Pool2DOptions, new Pool2DOptions());
        return new AveragePool2d(
                source.input(0),
                source.output(),
                window(source, options),
                Activations.of(options.fusedActivationFunction()));
    }

    private static Operator maxPool2d(OperatorSource source) {
        Pool2DOptions options = source.options(BuiltinOptions.Pool2DOptions, new Pool2DOptions());
        return new MaxPool2d(
                source.input(0),
                source.output(),
                window(source, options),
                Activations.of(options.fusedActivationFunction()));
    }

    private static Window window(OperatorSource source, Pool2DOptions options) {
        return Windows.of(
                source,
                options.padding(),
                options.filterHeight(),
                options.filterWidth(),
                options.strideH(),
                options.strideW(),
                1,
                1);
    }
}
