// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A scheme laid out on a graph: which scheme each tensor has, and a QUANTIZE or DEQUANTIZE wherever an operator reads numbers
 * of another kind than it computes with.
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
        List<Decision> decisions = Decision.of(graph, pass.schemes);
        for (int i = 0; i < decisions.size(); i++) {
            OperatorScheme decided = decisions.get(i).scheme();
            if (decided.arithmetic().isInteger() && decided.weights().type().isCodebook()) {
                throw new ModelException(graph.name(), graph.describe(i)
                        + ": weights of a codebook are for the scheme weight-only");
            }
            if (decided.arithmetic().isInteger() && decided.weights().blockSize() > 0) {
                throw new ModelException(graph.name(), graph.describe(i)
                        + ": weights of blocks are for the scheme weight-only");
            }
            pass.decide(graph.operators().get(i), decided);
        }
        graph.inputs().stream().filter(input -> !pass.readAsInteger.contains(input)).forEach(pass::keepFloat);
        graph.operators().forEach(pass::add);
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
        private final Set<Integer> readAsInteger = new HashSet<>();
        private final Set<Integer> readAsFloat = new HashSet<>();

        Pass(Graph graph, Map<Integer, OperatorScheme> schemes, Map<Integer, Range> ranges) {
            this.editor = new GraphEditor(graph);
            this.schemes = schemes;
            this.ranges = ranges;
        }

        void decide(Operator operator, OperatorScheme scheme) {
            schemes.put(operator.output(), scheme);
            (scheme.arithmetic().isInteger() ? readAsInteger : readAsFloat).addAll(operator.activations());
        }

        /** A model input that only float operators read, or none. */
        private void keepFloat(int input) {
            if (readAsFloat.contains(input)) {
                schemes.put(input, schemes.get(input).with(Arithmetic.FLOAT32, false));
            }
        }

        void add(Operator operator) {
            OperatorScheme scheme = schemes.get(operator.output());
            Map<Integer, Integer> places = new HashMap<>();
            operator.activations().forEach(input -> places.put(input, inArithmeticOf(scheme, input)));
            editor.operators().add(operator.remap(tensor -> places.getOrDefault(tensor, tensor)));
        }

        private int inArithmeticOf(OperatorScheme scheme, int input) {
            Tensor tensor = editor.tensor(input);
            if (tensor.isConstant() && !scheme.arithmetic().isInteger()) {
                return input;
            }
            // A constant becomes integers itself unless somebody needs it as it is.
            OperatorScheme have = tensor.isConstant() && !readAsFloat.contains(input) ? schemes.putIfAbsent(input, scheme)
                    : schemes.get(input);
            boolean fits = have == null ? !readAsFloat.contains(input) : form(have) == form(scheme);
            return fits ? input : forms.computeIfAbsent(new Form(input, form(scheme)), form -> convert(scheme, input));
        }

        /** Numbers in memory: integers of a width, or floats, whatever float operators do with their weights. */
        private static Arithmetic form(OperatorScheme scheme) {
            return scheme.arithmetic().isInteger() ? scheme.arithmetic() : Arithmetic.FLOAT32;
        }

        /** A constant gets a second form; anything else a QUANTIZE, or a DEQUANTIZE to floats. */
        private int convert(OperatorScheme scheme, int input) {
            Tensor tensor = editor.tensor(input);
            Arithmetic form = form(scheme);
            int added = editor.add(new Tensor(tensor.name() + '/' + form.name().toLowerCase(java.util.Locale.ROOT),
                    tensor.type(), tensor.shape(), null, tensor.data()));
            schemes.put(added, scheme);
            if (ranges.containsKey(input)) {
                ranges.put(added, ranges.get(input));
            }
            if (!tensor.isConstant()) {
                editor.operators().add(form.isInteger() ? new Quantize(input, added) : new Dequantize(input, added));
            }
            return added;
        }
    }
}
