// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.custom.CustomOperator;
import io.lanewise.graph.Operator;
import io.lanewise.operators.custom.Custom;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** Operators that are not TFLite's own. */
final class CustomReader {

    private CustomReader() {}

    static List<Operator> read(OperatorSource source, CustomOperator implementation) {
        ByteBuffer options = source.customOptions();
        List<Integer> outputs = source.outputs();
        List<Tensor> inputs = source.inputs().stream().map(source::tensor).toList();
        List<Shape> shapes;
        try {
            shapes = implementation.outputShapes(options.duplicate().order(options.order()), inputs);
        } catch (IllegalArgumentException e) {
            throw new Problem(e.getMessage());
        }
        Problem.unless(outputs.size() == shapes.size(), "has %d outputs instead of %d", outputs.size(), shapes.size());
        for (int i = 0; i < outputs.size(); i++) {
            source.reshape(outputs.get(i), shapes.get(i));
        }
        return List.of(new Custom(implementation, options, source.inputs(), outputs));
    }
}
