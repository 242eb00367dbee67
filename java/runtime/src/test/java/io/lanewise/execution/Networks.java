// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Step;
import io.lanewise.instructions.activation.LookupS8;
import io.lanewise.instructions.elementwise.AddS8;
import io.lanewise.instructions.matmul.FullyConnectedF32;
import io.lanewise.instructions.movement.Concatenate;
import io.lanewise.instructions.movement.CopyValues;
import io.lanewise.operators.Lowering;
import io.lanewise.tensor.DataType;
import java.util.List;
import java.util.stream.IntStream;

/** Networks of graphs as they are, without the passes that a model applies. */
public final class Networks {

    private Networks() {}

    /** What a graph is lowered into. */
    public static Network of(Graph graph) {
        Lowering lowering = Lowering.of(graph);
        return new Network(
                graph.name(), lowering.tensors(), lowering.steps(), graph.inputs(), graph.outputs(), List.of());
    }

    /** What can be planned, not run: tensors may have any sizes and need no quantization. */
    static Network unchecked(Graph graph) {
        List<Step> steps = IntStream.range(0, graph.operators().size())
                .mapToObj(i -> {
                    Operator operator = graph.operators().get(i);
                    return new Step(instruction(operator.kind()), operator.activations(), operator.outputs(), i, "");
                })
                .toList();
        return new Network(graph.name(), graph.tensors(), steps, graph.inputs(), graph.outputs(), List.of());
    }

    private static Instruction instruction(String kind) {
        return switch (kind) {
            case "RELU" -> new LookupS8(0, null);
            case "ADD" -> new AddS8(null, null);
            case "RESHAPE" -> new CopyValues(0, DataType.INT8);
            case "CONCATENATION" -> new Concatenate(null);
            case "FULLY_CONNECTED" -> new FullyConnectedF32(null, null, null);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
