// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How one array holds a sample of a model: the values of all its inputs, one after the other, in the model's order. Of
 * one input they are that input's.
 */
public final class JoinedInputs {
    private final String model;
    private final List<Tensor> inputs;
    private final int elements;

    private JoinedInputs(String model, List<Tensor> inputs) {
        this.model = model;
        this.inputs = inputs;
        this.elements = Math.toIntExact(
                inputs.stream().mapToLong(input -> input.shape().elements()).sum());
    }

    /**
     * {@return the form of a graph's samples}
     *
     * @param graph of any number of inputs
     */
    public static JoinedInputs of(Graph graph) {
        return new JoinedInputs(
                graph.name(), graph.inputs().stream().map(graph::tensor).toList());
    }

    /** {@return the one input's shape; of several, that of the whole array} */
    public Shape shape() {
        return inputs.size() == 1 ? inputs.get(0).shape() : Shape.of(elements);
    }

    /**
     * Checks the size of a sample.
     *
     * @param index its number, for the message
     * @param sample values of all inputs
     * @throws IllegalArgumentException if they are more or fewer than the inputs take
     */
    public void requireFits(int index, float[] sample) {
        if (sample.length != elements) {
            throw new IllegalArgumentException("sample " + index + " has " + sample.length + " values, but "
                    + (inputs.size() == 1
                            ? "input 0 " + inputs.get(0) + " of " + model + " takes " + elements
                            : "the inputs " + inputs + " of " + model + " take " + elements + " in all"));
        }
    }

    /**
     * {@return the values of each input; of a single one, the array itself}
     *
     * @param sample values of all inputs, NHWC, as many as they take
     */
    public float[][] split(float[] sample) {
        if (inputs.size() == 1) {
            return new float[][] {sample};
        }
        float[][] parts = new float[inputs.size()][];
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            int end = at + inputs.get(i).shape().elements();
            parts[i] = Arrays.copyOfRange(sample, at, end);
            at = end;
        }
        return parts;
    }

    /**
     * {@return the values of all inputs in one array; of a single one, its own}
     *
     * @param inputs the values of each
     */
    public static float[] join(float[]... inputs) {
        if (inputs.length == 1) {
            return inputs[0];
        }
        float[] joined =
                new float[Stream.of(inputs).mapToInt(input -> input.length).sum()];
        int at = 0;
        for (float[] input : inputs) {
            System.arraycopy(input, 0, joined, at, input.length);
            at += input.length;
        }
        return joined;
    }

    /**
     * Fills all inputs of a session.
     *
     * @param session of the graph, or of one made from it with the same inputs
     * @param sample values of all inputs, NHWC, as many as they take
     */
    public void put(Session session, float[] sample) {
        float[][] parts = split(sample);
        for (int i = 0; i < parts.length; i++) {
            InputValues.put(session.input(i), inputs.get(i), parts[i]);
        }
    }
}
