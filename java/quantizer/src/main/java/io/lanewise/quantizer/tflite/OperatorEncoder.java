// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.KindTable;
import io.lanewise.tflite.schema.OperatorT;

/**
 * Operators of the graph as operators of the file, family by family: code, version, tensors, options. The version is
 * the lowest that has what the graph uses, by TFLite's own rules ({@code tools/versioning/op_version.cc}): a runtime
 * older than that refuses the file instead of misreading it. For int16 activations with int8 weights those rules look
 * for int16 weights and so end at version 1; written here are the versions that brought the kernels: CONV_2D 4,
 * DEPTHWISE_CONV_2D 5, FULLY_CONNECTED 7.
 */
final class OperatorEncoder {
    private final KindTable<OperatorT> table = new KindTable<>();

    OperatorEncoder(Encoding encoding) {
        new ConvolutionWriter(encoding).addTo(table);
        new MatmulWriter(encoding).addTo(table);
        new PoolingWriter(encoding).addTo(table);
        new ElementwiseWriter(encoding).addTo(table);
        new ComparisonWriter(encoding).addTo(table);
        new ActivationWriter(encoding).addTo(table);
        new ReductionWriter(encoding).addTo(table);
        new MovementWriter(encoding).addTo(table);
        new LookupWriter(encoding).addTo(table);
        new ResizeWriter(encoding).addTo(table);
        new ConversionWriter(encoding).addTo(table);
        new CustomWriter(encoding).addTo(table);
    }

    /** An operator of the graph as the file's. */
    OperatorT encode(Operator operator) {
        return table.apply(operator);
    }

    /** What can be written. */
    KindTable<OperatorT> table() {
        return table;
    }
}
