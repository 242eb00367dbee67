// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Lays out what a scheme asks on a graph: decides what each tensor becomes, and puts a QUANTIZE or DEQUANTIZE wherever
 * an operator reads numbers of another kind than it computes with.
 */
final class SchemeAssignment {
    private final QuantizedEditor editor;
    private final Map<Form, Integer> forms = new HashMap<>();
    private final Set<Integer> readAsInteger = new HashSet<>();
    private final Set<Integer> readAsFloat = new HashSet<>();

    /** A tensor as integers of one width. */
    private record Form(int tensor, SchemeArithmetic arithmetic) {}

    private SchemeAssignment(QuantizedModel model) {
        this.editor = new QuantizedEditor(model);
    }

    /**
     * The model with those operators; graph inputs, operators' outputs and constants that operators read as values have
     * the schemes that were decided.
     *
     * @param model nothing quantized yet: {@link QuantizedModel#of}
     * @throws ModelException if weights are asked for that operators on integers do not have
     */
    static QuantizedModel apply(QuantizedModel model) {
        Graph graph = model.graph();
        SchemeAssignment pass = new SchemeAssignment(model);
        List<Decision> decisions = Decision.of(graph, pass.editor::scheme);
        for (int i = 0; i < decisions.size(); i++) {
            OperatorScheme decided = decisions.get(i).scheme();
            if (decided.arithmetic().isInteger() && decided.weights().type().isCodebook()) {
                throw new ModelException(
                        graph.name(), graph.describe(i) + ": weights of a codebook are for the scheme weight-only");
            }
            if (decided.arithmetic().isInteger() && decided.weights().blockSize() > 0) {
                throw new ModelException(
                        graph.name(), graph.describe(i) + ": weights of blocks are for the scheme weight-only");
            }
            pass.decide(graph.operators().get(i), decided);
        }
        graph.inputs().stream()
                .filter(input -> !pass.readAsInteger.contains(input))
                .forEach(pass::keepFloat);
        graph.operators().forEach(pass::add);
        graph.outputs().stream()
                .filter(output -> graph.tensor(output).isConstant())
                .forEach(pass::giveConstant);
        return pass.editor.model();
    }

    private void decide(Operator operator, OperatorScheme scheme) {
        operator.outputs().forEach(output -> editor.setScheme(output, scheme));
        (scheme.arithmetic().isInteger() ? readAsInteger : readAsFloat).addAll(operator.activations());
    }

    /** A model input that only float operators read, or none; or integers that stand for themselves. */
    private void keepFloat(int input) {
        if (readAsFloat.contains(input) || editor.tensor(input).type() != DataType.FLOAT32) {
            editor.setScheme(input, editor.scheme(input).with(SchemeArithmetic.FLOAT32, false));
        }
    }

    /** A constant that is a model output, and that no operator asks to be anything. */
    private void giveConstant(int output) {
        if (editor.scheme(output) == null && !readAsFloat.contains(output)) {
            editor.setScheme(output, OperatorScheme.INT8);
        }
    }

    private void add(Operator operator) {
        OperatorScheme scheme = editor.scheme(operator);
        Map<Integer, Integer> indices = new HashMap<>();
        operator.activations().forEach(input -> indices.put(input, inArithmeticOf(scheme, input)));
        editor.add(operator.remap(tensor -> indices.getOrDefault(tensor, tensor)));
    }

    private int inArithmeticOf(OperatorScheme scheme, int input) {
        Tensor tensor = editor.tensor(input);
        if (tensor.isConstant() && !scheme.arithmetic().isInteger()) {
            return input;
        }
        OperatorScheme have = editor.scheme(input);
        // A constant becomes integers itself unless somebody needs it as it is.
        if (have == null && !readAsFloat.contains(input)) {
            editor.setScheme(input, scheme);
            return input;
        }
        boolean fits = have != null && form(have) == form(scheme);
        return fits ? input : forms.computeIfAbsent(new Form(input, form(scheme)), form -> convert(scheme, input));
    }

    /** Numbers in memory: integers of a width, or floats, whatever float operators do with their weights. */
    private static SchemeArithmetic form(OperatorScheme scheme) {
        return scheme.arithmetic().isInteger() ? scheme.arithmetic() : SchemeArithmetic.FLOAT32;
    }

    /** A constant gets a second form; anything else a QUANTIZE, which keeps its range, or a DEQUANTIZE to floats. */
    private int convert(OperatorScheme scheme, int input) {
        Tensor tensor = editor.tensor(input);
        SchemeArithmetic form = form(scheme);
        OperatorScheme have = editor.scheme(input);
        int added = editor.add(
                new Tensor(
                        tensor.name() + '/' + form.name().toLowerCase(Locale.ROOT),
                        tensor.type(),
                        tensor.shape(),
                        null,
                        tensor.data()),
                input,
                scheme.with(have == null ? null : have.range()));
        if (!tensor.isConstant()) {
            editor.add(form.isInteger() ? new Quantize(input, added) : new Dequantize(input, added));
        }
        return added;
    }
}
