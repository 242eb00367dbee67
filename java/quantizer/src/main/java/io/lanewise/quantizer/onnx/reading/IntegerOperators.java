// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.graph.Uses;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.quantizer.conversion.FuseActivations;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes an integer operator of a float one whose inputs come out of DEQUANTIZE and whose output goes into one QUANTIZE;
 * with ONNX's rounding, which computes the same. Constants that a DequantizeLinear gave become integers again. What is
 * not between such a pair stays float.
 */
final class IntegerOperators {
    private final Graph graph;
    private final Rounding rounding;
    private final GraphEditor editor;
    private final Map<Integer, Integer> integersOf = new HashMap<>();
    private final Map<Integer, Quantize> onlyReader = new HashMap<>();
    /** Tensors to be called like others, of the same integers. */
    private final Map<Integer, Integer> renamed = new HashMap<>();

    private final Origins origins;
    private final IntegerConstants constants;
    private final Set<Integer> inputs;
    private final Set<Integer> outputs;

    private IntegerOperators(Graph graph, Rounding rounding, Origins origins, ReadingBudget budget) {
        this.rounding = rounding;
        this.graph = graph;
        this.origins = origins;
        this.inputs = Set.copyOf(graph.inputs());
        this.outputs = Set.copyOf(graph.outputs());
        this.editor = GraphEditor.withoutOperators(graph);
        this.constants = new IntegerConstants(editor, origins.integers(), rounding, budget);
    }

    /**
     * The same graph if nothing in it is quantized.
     *
     * @param rounding of the integers
     * @param origins of the graph's reals
     * @param budget takes the constants that become integers
     */
    static Graph apply(Graph graph, Rounding rounding, Origins origins, ReadingBudget budget) {
        boolean quantized = graph.operators().stream().anyMatch(o -> o instanceof Quantize || o instanceof Dequantize);
        return quantized
                ? new IntegerOperators(FuseActivations.everywhere(graph), rounding, origins, budget).fused()
                : graph;
    }

    private Graph fused() {
        findReaders();
        Set<Operator> done = new HashSet<>();
        for (Operator operator : graph.operators()) {
            if (operator instanceof Dequantize dequantize && !origins.reals().contains(dequantize.output())) {
                integersOf.put(dequantize.output(), dequantize.input());
            }
            if (done.contains(operator)) {
                continue;
            }
            Quantize quantize = operator.outputs().size() == 1 ? onlyReader.get(operator.output()) : null;
            if (isMove(operator)) {
                move(operator);
            } else if (quantize != null
                    && !(operator instanceof Dequantize)
                    && constants.convert(
                            operator, editor.tensor(quantize.output()).type(), integersOf)) {
                done.add(quantize);
                integer(operator, quantize.output());
            } else if (operator instanceof Quantize rescaling && integersOf.containsKey(rescaling.input())) {
                rescale(integersOf.get(rescaling.input()), rescaling.output());
            } else {
                editor.add(operator);
            }
        }
        editor.remap(this::lastName);
        editor.removeUnneeded();
        return editor.graph().withRounding(rounding);
    }

    /** Which QUANTIZE reads a tensor that nothing else reads. */
    private void findReaders() {
        Uses uses = new Uses(graph);
        for (Operator operator : graph.operators()) {
            if (operator instanceof Quantize quantize && uses.readers(quantize.input()) == 1) {
                onlyReader.put(quantize.input(), quantize);
            }
        }
    }

    private void integer(Operator operator, int output) {
        Map<Integer, Integer> indices = new LinkedHashMap<>();
        operator.inputs().forEach(input -> indices.put(input, integersOf.getOrDefault(input, input)));
        if (operator instanceof Concatenation) {
            Quantization wanted = editor.tensor(output).quantization();
            indices.replaceAll((input, integers) -> rescaled(integers, wanted));
        }
        indices.put(operator.output(), output);
        editor.add(operator.remap(indices::get));
    }

    /** Whether an operator only moves the values of one input, which is there as integers. */
    private boolean isMove(Operator operator) {
        return operator.keepsValues()
                && operator.inputs().size() == 1
                && operator.outputs().size() == 1
                && integersOf.containsKey(operator.inputs().get(0));
    }

    /** The integers move; they are dequantized behind, for whoever wants reals. */
    private void move(Operator operator) {
        int input = operator.inputs().get(0);
        Tensor integers = editor.tensor(integersOf.get(input));
        int moved = add(editor.tensor(operator.output()), integers.type(), integers.quantization());
        editor.add(operator.remap(tensor -> tensor == input ? integersOf.get(input) : moved));
        editor.add(new Dequantize(moved, operator.output()));
        integersOf.put(operator.output(), moved);
    }

    /** Integers on another grid; on the same grid they are the output themselves. */
    private void rescale(int integers, int output) {
        boolean same = isSame(editor.tensor(integers), editor.tensor(output));
        if (same && !inputs.contains(integers) && !outputs.contains(integers) && !renamed.containsKey(integers)) {
            renamed.put(integers, output);
        } else {
            editor.add(new Quantize(integers, output));
        }
    }

    /** Whether tensors have the same integers for the same reals. */
    private static boolean isSame(Tensor left, Tensor right) {
        return left.type() == right.type() && left.quantization().equals(right.quantization());
    }

    /** What a tensor is called in the end: a new name may have a new name itself. */
    private int lastName(int tensor) {
        int name = tensor;
        while (renamed.containsKey(name)) {
            name = renamed.get(name);
        }
        // So that the next to ask anywhere on the way has one step to go.
        for (int at = tensor; at != name; ) {
            at = renamed.put(at, name);
        }
        return name;
    }

    private int rescaled(int integers, Quantization wanted) {
        if (editor.tensor(integers).quantization().equals(wanted)) {
            return integers;
        }
        int added = add(editor.tensor(integers), editor.tensor(integers).type(), wanted);
        editor.add(new Quantize(integers, added));
        return added;
    }

    private int add(Tensor like, DataType type, Quantization quantization) {
        return editor.add(new Tensor(like.name() + '/' + type.label(), type, like.shape(), quantization, null));
    }
}
