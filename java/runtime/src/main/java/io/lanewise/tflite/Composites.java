// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.ReadingBudget;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.SubGraph;
import io.lanewise.tflite.schema.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The operators of a subgraph, with those of its decomposition in the place of each STABLEHLO_COMPOSITE, and the
 * tensors of all of them.
 */
final class Composites {
    private static final int DEEPEST = 16;
    private static final int UNPLACED = Integer.MIN_VALUE;

    private final Model model;
    private final ReadingBudget budget;
    private final Problems problems;
    private final List<OperatorSource> operators = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();
    /** Where the subgraph's own tensors are. */
    private final int[] places;
    /** Whether one of TFLite's own operators is not supported. */
    private boolean unknown;

    private Composites(String name, Model model, SubGraph subgraph, ReadingBudget budget) {
        this.model = model;
        this.budget = budget;
        this.problems = new Problems(name);
        this.places = unplaced(subgraph);
        place(subgraph, places);
    }

    /**
     * Looks at all operators by kind, so that every unsupported one is named before anything else is looked at.
     *
     * @throws io.lanewise.graph.ModelException that names all that are not supported
     */
    static Composites of(String name, Model model, SubGraph subgraph, ReadingBudget budget) {
        Composites all = new Composites(name, model, subgraph, budget);
        all.add(subgraph, all.places, "", 0);
        all.problems.throwIfAny(all.unknown ? "supported are " + OperatorReader.names() : null);
        return all;
    }

    /** In the order in which they run. */
    List<OperatorSource> operators() {
        return operators;
    }

    /** At the indices by which operators know them. */
    List<Tensor> tensors() {
        return tensors;
    }

    /** Where a tensor is that the subgraph names. */
    int place(int tensor) {
        return tensor >= 0 && tensor < places.length ? places[tensor] : tensor;
    }

    private int[] unplaced(SubGraph subgraph) {
        budget.spend(4L * subgraph.tensorsLength());
        int[] map = new int[subgraph.tensorsLength()];
        Arrays.fill(map, UNPLACED);
        return map;
    }

    /** Gives tensors that have no place one of their own. */
    private void place(SubGraph subgraph, int[] map) {
        for (int i = 0; i < map.length; i++) {
            if (map[i] == UNPLACED) {
                budget.spend(TensorReader.TABLE_BYTES);
                map[i] = tensors.size();
                tensors.add(subgraph.tensors(i));
            }
        }
    }

    private void add(SubGraph subgraph, int[] map, String within, int depth) {
        for (int i = 0; i < subgraph.operatorsLength(); i++) {
            OperatorSource source = new OperatorSource(i, model, subgraph.operators(i), budget, map, within);
            try {
                source.refuseUnsupported();
                if (source.code() == BuiltinOperator.STABLEHLO_COMPOSITE) {
                    Problem.unless(depth < DEEPEST, "is nested more than %d deep", DEEPEST);
                    decompose(source, map, within + "operator " + i + ' ' + source.kind() + ": ", depth + 1);
                } else {
                    operators.add(source);
                }
            } catch (Problem problem) {
                unknown |= !source.isCustom();
                problems.add(within + "operator " + i + ' ' + source.kind(), problem);
            }
        }
    }

    /** Inputs and outputs of the decomposition are those of the operator. */
    private void decompose(OperatorSource source, int[] map, String within, int depth) {
        SubGraph body = source.decomposition(model);
        Problem.unless(
                body.inputsLength() == source.inputCount() && body.outputsLength() == source.outputCount(),
                "has %d inputs and %d outputs, its decomposition %d and %d",
                source.inputCount(),
                source.outputCount(),
                body.inputsLength(),
                body.outputsLength());
        int[] inner = unplaced(body);
        for (int i = 0; i < body.inputsLength(); i++) {
            inner[known(body.inputs(i), inner)] = source.optionalInput(i);
        }
        for (int i = 0; i < body.outputsLength(); i++) {
            int output = known(body.outputs(i), inner);
            if (inner[output] == UNPLACED && TensorReader.content(model, body.tensors(output)) == null) {
                inner[output] = map[known(source.written(i), map)];
            }
        }
        place(body, inner);
        add(body, inner, within, depth);
        // What is no result of an operator of its own: an input, a constant, or another output again.
        for (int i = 0; i < body.outputsLength(); i++) {
            map[known(source.written(i), map)] = inner[body.outputs(i)];
        }
    }

    private static int known(int tensor, int[] map) {
        Problem.unlessDamaged(tensor >= 0 && tensor < map.length, "names tensor %d of %d", tensor, map.length);
        return tensor;
    }
}
