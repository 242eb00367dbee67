// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.custom.Custom;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.resize.Resize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Set;

/** Operators that are written as {@code .tflite} alone: those of applications, and some around integers. */
final class Unwritable {
    static final Set<Class<? extends Operator>> KINDS = Set.of(Custom.class);

    private Unwritable() {}

    /** Whether ONNX has no words for an operator on the tensors of a graph. */
    static boolean is(Operator operator, Graph graph) {
        if (KINDS.contains(operator.getClass())) {
            return true;
        }
        if (operator instanceof Cast cast) {
            return graph.tensor(cast.input()).type() == DataType.UINT8
                    || graph.tensor(cast.output()).type() == DataType.UINT8;
        }
        if (operator instanceof Compare compare) {
            // Quantized values are compared after they are brought to one scale, which rounds.
            return graph.tensor(compare.left()).quantization() != null;
        }
        boolean realsAlone = operator instanceof Resize
                || operator instanceof Binary binary && binary.function() == BinaryFunction.POW;
        return !operator.outputs().stream()
                .map(graph::tensor)
                .allMatch(tensor -> tensor.isReal() || !realsAlone && isWhole(tensor));
    }

    private static boolean isWhole(Tensor tensor) {
        return tensor.type().isIndex() || tensor.type() == DataType.BOOL;
    }
}
