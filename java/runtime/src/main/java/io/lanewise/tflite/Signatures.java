// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.ModelException;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.graph.Signature;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.SignatureDef;
import io.lanewise.tflite.schema.SubGraph;
import io.lanewise.tflite.schema.TensorMap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The signatures of a file. Converters leave names of tensors that are no inputs or outputs; those are left out. */
final class Signatures {
    /** Less than any name's table takes in the file. */
    private static final int TABLE_BYTES = 12;

    /**
     * What is read of a file.
     *
     * @param subgraph index of it
     * @param signature null where the file has none
     */
    record Entry(int subgraph, Signature signature) {}

    private final String name;
    private final Model model;
    private final ReadingBudget budget;

    Signatures(String name, Model model, ReadingBudget budget) {
        this.name = name;
        this.model = model;
        this.budget = budget;
    }

    /** All, in the file's order. */
    List<Signature> all() {
        return entries().stream().map(Entry::signature).toList();
    }

    /**
     * The entry of a key; for null the first, or the first subgraph where there is none.
     *
     * @throws ModelException if no signature has the key
     */
    Entry find(String key) {
        List<Entry> entries = entries();
        if (key == null) {
            return entries.isEmpty() ? new Entry(0, null) : entries.get(0);
        }
        for (Entry entry : entries) {
            if (entry.signature().key().equals(key)) {
                return entry;
            }
        }
        String keys = entries.stream()
                .map(entry -> '"' + entry.signature().key() + '"')
                .collect(Collectors.joining(", "));
        throw new ModelException(
                name, "has no signature \"" + key + "\"; it has " + (entries.isEmpty() ? "none" : keys));
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < model.signatureDefsLength(); i++) {
            entries.add(entry(model.signatureDefs(i)));
        }
        return entries;
    }

    private Entry entry(SignatureDef table) {
        String key = string(table.signatureKeyAsByteBuffer(), table::signatureKey);
        if (table.subgraphIndex() >= model.subgraphsLength()) {
            throw new ModelException(
                    name,
                    "signature \"" + key + "\" names subgraph " + table.subgraphIndex() + " of "
                            + model.subgraphsLength() + "; " + Problems.DAMAGED);
        }
        SubGraph subgraph = model.subgraphs((int) table.subgraphIndex());
        return new Entry(
                (int) table.subgraphIndex(),
                new Signature(
                        key,
                        positions(table.inputsLength(), table::inputs, subgraph.inputsLength(), subgraph::inputs),
                        positions(table.outputsLength(), table::outputs, subgraph.outputsLength(), subgraph::outputs)));
    }

    private Map<String, Integer> positions(
            int count, IntFunction<TensorMap> names, int tensors, IntUnaryOperator tensor) {
        budget.spend(4L * tensors);
        Map<Long, Integer> known = new LinkedHashMap<>();
        for (int i = 0; i < tensors; i++) {
            known.putIfAbsent((long) tensor.applyAsInt(i), i);
        }
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            TensorMap table = names.apply(i);
            String called = string(table.nameAsByteBuffer(), table::name);
            Integer position = known.get(table.tensorIndex());
            if (position != null) {
                positions.put(called, position);
            }
        }
        return positions;
    }

    private String string(ByteBuffer bytes, Supplier<String> text) {
        budget.spend(TABLE_BYTES + (bytes == null ? 0 : bytes.remaining()));
        return bytes == null ? "" : text.get();
    }
}
