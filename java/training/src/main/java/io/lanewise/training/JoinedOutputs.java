// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How one array holds a sample's targets: the values of all outputs, one after the other, in the model's order.
 *
 * @param model its name, for messages
 * @param outputs of the model
 */
record JoinedOutputs(String model, List<Tensor> outputs) {

    /**
     * The form of a graph's targets.
     *
     * @throws IllegalArgumentException if it is certainly a classifier, which learns from labels
     */
    static JoinedOutputs of(Graph graph) {
        if (Lesson.endsInSoftmax(graph)) {
            throw new IllegalArgumentException(
                    graph.name() + " is a classifier, its output is made by SOFTMAX: it learns from labels, and targets"
                            + " are for models that classify nothing");
        }
        return new JoinedOutputs(
                graph.name(), graph.outputs().stream().map(graph::tensor).toList());
    }

    /** How many values a sample has. */
    long elements() {
        return outputs.stream().mapToLong(output -> output.shape().elements()).sum();
    }

    /**
     * The values of each output.
     *
     * @throws IllegalArgumentException if there are more or fewer than the outputs have
     */
    List<float[]> split(float[] targets) {
        if (targets.length != elements()) {
            throw new IllegalArgumentException("a sample has " + targets.length + " targets, but " + expected());
        }
        List<float[]> parts = new ArrayList<>();
        int at = 0;
        for (Tensor output : outputs) {
            int end = at + output.shape().elements();
            parts.add(Arrays.copyOfRange(targets, at, end));
            at = end;
        }
        return parts;
    }

    /** For messages. */
    String expected() {
        return "the outputs " + outputs + " of " + model + " have " + elements() + " values in all";
    }
}
