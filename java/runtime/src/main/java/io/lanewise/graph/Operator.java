// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import io.lanewise.operators.Lowering;
import io.lanewise.operators.OneOutput;
import io.lanewise.operators.custom.Custom;
import io.lanewise.operators.reduction.TopK;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * One step of a graph, and all that passes ask about its kind. Operators name tensors by their index in
 * {@link Graph#tensors()}. Where a question has a default, it is the answer that claims nothing.
 */
public sealed interface Operator permits OneOutput, Custom, TopK {

    /** {@return the kind as users know it, TFLite's name, e.g. {@code CONV_2D}} */
    String kind();

    /** {@return indices of the tensors read, constants included, absent ones left out} */
    List<Integer> inputs();

    /** {@return indices of the tensors written, at least one} */
    List<Integer> outputs();

    /**
     * {@return index of the tensor written by an operator that writes one}
     *
     * @throws IllegalStateException if it writes several
     */
    default int output() {
        if (outputs().size() != 1) {
            throw new IllegalStateException(kind() + " has " + outputs().size() + " outputs");
        }
        return outputs().get(0);
    }

    /**
     * {@return indices of the inputs that are activations, not weights, biases, indices or conditions: the values that
     * its output is made of}
     */
    default List<Integer> activations() {
        return inputs();
    }

    /**
     * {@return the same operator on other tensors: every index {@code i} replaced by {@code map(i)}}
     *
     * @param map from an index in this operator's graph to one in another
     */
    Operator remap(IntUnaryOperator map);

    /**
     * {@return the shapes of its outputs, in their order, if its inputs had others than in a graph} What its output's
     * size says on its own, such as the size of a resize, stays.
     *
     * @param graph the graph it stands in, for the types and constants of its tensors
     * @param shapes one for each of {@link #inputs()}
     * @throws IllegalArgumentException if it cannot follow
     */
    List<Shape> outputShapes(Graph graph, List<Shape> shapes);

    /**
     * Appends the instructions that compute it; checks what they require.
     *
     * @param lowering what instructions are appended to, with the graph's tensors
     * @throws IllegalArgumentException if tensors do not fit together; the message says which and why
     */
    @SuppressWarnings("exports") // Instructions are no API; operators are sealed, so nobody else implements this.
    void lower(Lowering lowering);

    /**
     * {@return multiply-accumulates of one inference: products that are summed up, those with padding included}
     *
     * @param graph the graph it stands in
     */
    long macs(Graph graph);

    /** {@return what the scale of its integer output follows} */
    OutputScale outputScale();

    /**
     * {@return why it cannot compute on activations of an integer type, in words that fit behind a colon; empty if it
     * can}
     *
     * @param type {@link DataType#INT8} or {@link DataType#INT16}
     */
    default Optional<String> noForm(DataType type) {
        return Optional.of("no " + type.label() + " form of " + kind());
    }

    /**
     * {@return whether every value of its output is one of its inputs', or 0: then it works on integers of one scale as
     * it is}
     */
    default boolean keepsValues() {
        return false;
    }

    /** {@return its fused activation} */
    default Activation activation() {
        return Activation.NONE;
    }

    /**
     * {@return the same operator with an activation fused and another output; empty if its kind can have none}
     *
     * @param activation what clamps its result
     * @param output index of the tensor that takes the clamped values
     */
    default Optional<Operator> withActivation(Activation activation, int output) {
        return Optional.empty();
    }
}
