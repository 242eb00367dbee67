// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.util.List;

/**
 * A model: tensors, operators in an order in which they can run, and which tensors go in and come out. Immutable.
 *
 * @param name the model's name for messages, such as its file name
 * @param tensors all values; operators refer to them by index
 * @param operators in execution order: every input is a constant, a graph input or an earlier output
 * @param inputs indices of the tensors that the caller fills
 * @param outputs indices of the tensors that the caller reads
 * @param rounding how integers are computed; of no account where all is float
 * @param variables values that live across runs
 * @param signature names of what goes in and comes out; null where the file gives none
 */
public record Graph(
        String name,
        List<Tensor> tensors,
        List<Operator> operators,
        List<Integer> inputs,
        List<Integer> outputs,
        Rounding rounding,
        List<Variable> variables,
        Signature signature) {

    /**
     * Checks the wiring.
     *
     * @param name the model's name for messages
     * @param tensors all values, at the indices that all else names
     * @param operators in execution order
     * @param inputs indices of tensors that are no constants and that no operator writes
     * @param outputs indices of any tensors
     * @param rounding how integers are computed
     * @param variables values that live across runs; empty if there are none
     * @param signature names of what goes in and comes out; null for none
     * @throws ModelException if an index is out of range, a tensor is written twice, or read before it is written
     */
    public Graph {
        tensors = List.copyOf(tensors);
        operators = List.copyOf(operators);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        variables = List.copyOf(variables);
        GraphChecker.check(name, tensors, operators, inputs, outputs, variables);
        if (signature != null && !signature.fits(inputs.size(), outputs.size())) {
            throw new ModelException(
                    name,
                    signature + " names more than " + inputs.size() + " inputs and " + outputs.size() + " outputs");
        }
    }

    /**
     * A graph without a signature, checked as the other constructor does.
     *
     * @param name the model's name for messages
     * @param tensors all values, at the indices that all else names
     * @param operators in execution order
     * @param inputs indices of the tensors that the caller fills
     * @param outputs indices of the tensors that the caller reads
     * @param rounding how integers are computed
     * @param variables values that live across runs
     */
    public Graph(
            String name,
            List<Tensor> tensors,
            List<Operator> operators,
            List<Integer> inputs,
            List<Integer> outputs,
            Rounding rounding,
            List<Variable> variables) {
        this(name, tensors, operators, inputs, outputs, rounding, variables, null);
    }

    /**
     * A graph without variables, checked as the other constructor does.
     *
     * @param name the model's name for messages
     * @param tensors all values, at the indices that all else names
     * @param operators in execution order
     * @param inputs indices of the tensors that the caller fills
     * @param outputs indices of the tensors that the caller reads
     * @param rounding how integers are computed
     */
    public Graph(
            String name,
            List<Tensor> tensors,
            List<Operator> operators,
            List<Integer> inputs,
            List<Integer> outputs,
            Rounding rounding) {
        this(name, tensors, operators, inputs, outputs, rounding, List.of());
    }

    /**
     * A graph of {@link Rounding#TFLITE} without variables, checked as the other constructor does.
     *
     * @param name the model's name for messages
     * @param tensors all values, at the indices that all else names
     * @param operators in execution order
     * @param inputs indices of the tensors that the caller fills
     * @param outputs indices of the tensors that the caller reads
     */
    public Graph(
            String name, List<Tensor> tensors, List<Operator> operators, List<Integer> inputs, List<Integer> outputs) {
        this(name, tensors, operators, inputs, outputs, Rounding.TFLITE);
    }

    /**
     * {@return a graph made from this one: its name, rounding and variables, and other contents, checked alike} Its
     * signature stays where there are as many inputs and outputs.
     *
     * @param otherTensors all values; the variables' tensors keep their indices
     * @param otherOperators in execution order
     * @param otherInputs indices of the tensors that the caller fills
     * @param otherOutputs indices of the tensors that the caller reads
     */
    public Graph with(
            List<Tensor> otherTensors,
            List<Operator> otherOperators,
            List<Integer> otherInputs,
            List<Integer> otherOutputs) {
        return new Graph(
                name,
                otherTensors,
                otherOperators,
                otherInputs,
                otherOutputs,
                rounding,
                variables,
                signatureOf(otherInputs, otherOutputs));
    }

    /** The signature, if a graph made from this one has as many inputs and outputs; else null. */
    Signature signatureOf(List<Integer> otherInputs, List<Integer> otherOutputs) {
        boolean alike = otherInputs.size() == inputs.size() && otherOutputs.size() == outputs.size();
        return alike ? signature : null;
    }

    /**
     * {@return the same graph, computed with another rounding}
     *
     * @param other how its integers are computed; the tensors' scales stay as they are
     */
    public Graph withRounding(Rounding other) {
        return new Graph(name, tensors, operators, inputs, outputs, other, variables, signature);
    }

    /**
     * {@return the same graph for inputs of another batch, their first dimension; all shapes follow}
     *
     * @param batch at least 1
     * @throws ModelException if an operator cannot follow, or an input has no dimensions
     */
    public Graph withBatch(int batch) {
        return Resizing.apply(this, batch);
    }

    /**
     * {@return the tensor of an index}
     *
     * @param index 0 to the number of {@link #tensors()} less 1
     */
    public Tensor tensor(int index) {
        return tensors.get(index);
    }

    /**
     * {@return how messages name an operator: {@code operator 3 CONV_2D "conv1/Relu"}, by the tensor it writes first}
     *
     * @param operatorIndex index in {@link #operators()}
     */
    public String describe(int operatorIndex) {
        Operator operator = operators.get(operatorIndex);
        return "operator " + operatorIndex + " " + operator.kind() + " \""
                + tensor(operator.outputs().get(0)).name() + '"';
    }
}
