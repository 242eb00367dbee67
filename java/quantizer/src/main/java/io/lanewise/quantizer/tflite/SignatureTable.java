// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Signature;
import io.lanewise.tflite.schema.SignatureDefT;
import io.lanewise.tflite.schema.TensorMapT;
import java.util.List;
import java.util.Map;

/** The names by which callers know the inputs and outputs of a file's one subgraph. */
final class SignatureTable {

    private SignatureTable() {}

    /** The one signature of a graph that has one. */
    static SignatureDefT[] of(Graph graph) {
        Signature signature = graph.signature();
        SignatureDefT table = new SignatureDefT();
        table.setSignatureKey(signature.key());
        table.setInputs(names(signature.inputs(), graph.inputs()));
        table.setOutputs(names(signature.outputs(), graph.outputs()));
        return new SignatureDefT[] {table};
    }

    private static TensorMapT[] names(Map<String, Integer> positions, List<Integer> tensors) {
        return positions.entrySet().stream()
                .map(entry -> {
                    TensorMapT name = new TensorMapT();
                    name.setName(entry.getKey());
                    name.setTensorIndex(tensors.get(entry.getValue()));
                    return name;
                })
                .toArray(TensorMapT[]::new);
    }
}
