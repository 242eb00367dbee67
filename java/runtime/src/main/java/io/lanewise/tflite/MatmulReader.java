// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tflite.schema.BatchMatMulOptions;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.FullyConnectedOptions;
import io.lanewise.tflite.schema.FullyConnectedOptionsWeightsFormat;
import java.util.List;

/** Products of matrices. */
final class MatmulReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.BATCH_MATMUL -> 4;
            case BuiltinOperator.FULLY_CONNECTED -> 14;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.BATCH_MATMUL -> batchMatMul(source);
                    case BuiltinOperator.FULLY_CONNECTED -> fullyConnected(source);
                    default -> throw source.unknown();
                });
    }

    private static Operator batchMatMul(OperatorSource source) {
        BatchMatMulOptions options = source.options(BuiltinOptions.BatchMatMulOptions, new BatchMatMulOptions());
        return new BatchMatMul(source.input(0), source.input(1), source.output(), options.adjX(), options.adjY());
    }

    private static Operator fullyConnected(OperatorSource source) {
        FullyConnectedOptions options =
                source.options(BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptions());
        Problem.unless(
                options.weightsFormat() == FullyConnectedOptionsWeightsFormat.DEFAULT,
                "weights format number %d is not supported; convert the model with the default one",
                options.weightsFormat());
        return new FullyConnected(
                source.input(0),
                source.input(1),
                source.optionalInput(2),
                source.output(),
                Activations.of(options.fusedActivationFunction()),
                options.keepNumDims(),
                options.asymmetricQuantizeInputs());
    }
}
