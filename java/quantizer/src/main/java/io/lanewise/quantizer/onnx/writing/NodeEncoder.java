// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Operator;
import io.lanewise.operators.KindTable;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;

/**
 * One operator of the graph as nodes of the file, family by family: its inputs as reals, ONNX's float operator, the
 * result as it is stored. Reads inputs in the order that costs no Transpose where it may choose.
 */
final class NodeEncoder {
    private final KindTable<Result> table = new KindTable<>();

    NodeEncoder(Nodes nodes) {
        MatmulNodeWriter matmul = new MatmulNodeWriter(nodes);
        matmul.addTo(table);
        new ConvolutionNodeWriter(nodes).addTo(table);
        new PoolingNodeWriter(nodes).addTo(table);
        new ElementwiseNodeWriter(nodes).addTo(table);
        new ActivationNodeWriter(nodes).addTo(table);
        new ReductionNodeWriter(nodes).addTo(table);
        new AxisNodeWriter(nodes).addTo(table);
        new ComparisonNodeWriter(nodes).addTo(table);
        new LookupNodeWriter(nodes).addTo(table);
        new MovementNodeWriter(nodes, matmul).addTo(table);
        new ResizeNodeWriter(nodes).addTo(table);
        new ConversionNodeWriter(nodes).addTo(table);
        Unwritable.KINDS.forEach(kind -> table.add(kind, NodeEncoder::refuse));
    }

    private static Result refuse(Operator operator) {
        throw new IllegalStateException(operator.kind() + " was to be refused before");
    }

    /** Writes an operator; the result is its first output, others it has noted itself. */
    Result write(Operator operator) {
        return table.apply(operator);
    }

    /** What can be written. */
    KindTable<Result> table() {
        return table;
    }
}
