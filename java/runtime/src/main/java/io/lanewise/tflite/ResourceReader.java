// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.CallOnceOptions;
import io.lanewise.tflite.schema.VarHandleOptions;
import java.util.List;

/** Variables that live across runs. */
final class ResourceReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.ASSIGN_VARIABLE,
                    BuiltinOperator.CALL_ONCE,
                    BuiltinOperator.READ_VARIABLE,
                    BuiltinOperator.VAR_HANDLE -> 1;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        Resources resources = source.resources();
        switch (source.code()) {
            case BuiltinOperator.ASSIGN_VARIABLE -> resources.assign(source.input(0), source.input(1));
            case BuiltinOperator.CALL_ONCE -> {
                CallOnceOptions options = source.options(BuiltinOptions.CallOnceOptions, new CallOnceOptions());
                resources.initialize(options.initSubgraphIndex());
            }
            case BuiltinOperator.READ_VARIABLE -> {
                return resources.read(source.input(0), source.output());
            }
            case BuiltinOperator.VAR_HANDLE ->
                resources.handle(
                        source.output(), source.options(BuiltinOptions.VarHandleOptions, new VarHandleOptions()));
            default -> throw source.unknown();
        }
        return List.of();
    }
}
