// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Quantize;
import io.lanewise.graph.Tensor;
import io.lanewise.quantizer.calibration.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A scheme laid out on a graph: which scheme each tensor has, and a QUANTIZE wherever an operator reads integers of another
 * width than it computes with.
 *
 * @param graph the graph with those operators
 * @param schemes by tensor index: of graph inputs, operator outputs and constants that operators read as values
 * @param ranges by tensor index, the fixed ones of the scheme and those of new tensors among them
 */
public record SchemeAssignment(Graph graph, Map<Integer, OperatorScheme> schemes, Map<Integer, Range> ranges) {

    /**
     * Lays out a scheme.
     *
     * @param graph float32, {@link FuseActivations} applied
     * @param ranges by tensor index
     * @throws ModelException if an override matches nothing
     */
    public static SchemeAssignment of(Graph graph, Scheme scheme, Map<Integer, Range> ranges) {
        scheme.requireMatches(graph);
        Pass pass = new Pass(graph, scheme.byTensor(graph), scheme.ranges(graph, ranges));
        for (int i = 0; i < graph.operators().size(); i++) {
            if (!pass.schemes.get(graph.operators().get(i).output()).arithmetic().isInteger()) {
                throw new ModelException(graph.name(), graph.describe(i) + " is to stay float, which is not supported yet");
            }
            if (pass.schemes.get(graph.operators().get(i).output()).weights().type().isCodebook()) {
                throw new ModelException(graph.name(), graph.describe(i)
                        + ": weights of a codebook are for the scheme weight-only");
            }
            pass.add(graph.operators().get(i));
        }
        return new SchemeAssignment(pass.editor.graph(), Map.copyOf(pass.schemes), Map.copyOf(pass.ranges));
    }

    /** A tensor as integers of one width. */
    private record Form(int tensor, Arithmetic arithmetic) {
    }

    private static final class Pass {
        private final GraphEditor editor;
        private final Map<Integer, OperatorScheme> schemes;
        private final Map<Integer, Range> ranges;
        private final Map<Form, Integer> forms = new HashMap<>();

        Pass(Graph graph, Map<Integer, OperatorScheme> schemes, Map<Integer, Range> ranges) {
            this.editor = new GraphEditor(graph);
            this.schemes = schemes;
            this.ranges = ranges;
        }

        void add(Operator operator) {
            OperatorScheme scheme = schemes.get(operator.output());
            Map<Integer, Integer> places = new HashMap<>();
            if (scheme.arithmetic().isInteger()) {
                List<Integer> values = new ArrayList<>(Operands.values(operator));
                values.forEach(input -> places.put(input, inArithmeticOf(scheme, input)));
            }
            editor.operators().add(operator.remap(tensor -> places.getOrDefault(tensor, tensor)));
        }

        private int inArithmeticOf(OperatorScheme scheme, int input) {
            Tensor tensor = editor.tensor(input);
            OperatorScheme have = tensor.isConstant() ? schemes.putIfAbsent(input, scheme) : schemes.get(input);
            boolean fits = have == null || have.arithmetic() == scheme.arithmetic() || !have.arithmetic().isInteger();
            return fits ? input : forms.computeIfAbsent(new Form(input, scheme.arithmetic()), form -> convert(scheme, input));
        }

        /** A constant gets a second form; anything else a QUANTIZE. */
        private int convert(OperatorScheme scheme, int input) {
            Tensor tensor = editor.tensor(input);
            int added = editor.add(new Tensor(tensor.name() + '/' + scheme.arithmetic().name().toLowerCase(java.util.Locale.ROOT),
                    tensor.type(), tensor.shape(), null, tensor.data()));
            schemes.put(added, scheme);
            if (ranges.containsKey(input)) {
                ranges.put(added, ranges.get(input));
            }
            if (!tensor.isConstant()) {
                editor.operators().add(new Quantize(input, added));
            }
            return added;
        }
    }
}
