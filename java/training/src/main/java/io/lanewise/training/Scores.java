// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.quantizer.data.LabelledSample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How good a graph is, run as it will be deployed; higher is better. */
public final class Scores {

    private Scores() {}

    /**
     * {@return the share of samples of whose classes the first output is highest}
     *
     * @param samples each with its label
     * @throws IllegalArgumentException if there are none, or one has no label
     */
    public static ToDoubleFunction<Graph> accuracy(List<LabelledSample> samples) {
        if (samples.isEmpty() || samples.stream().anyMatch(sample -> sample.label() < 0)) {
            throw new IllegalArgumentException("accuracy needs samples, each with its label");
        }
        return graph -> {
            int right = 0;
            try (Session session = Model.of(graph).newSession()) {
                JoinedInputs inputs = JoinedInputs.of(graph);
                for (LabelledSample sample : samples) {
                    right += highest(run(session, inputs, sample.values(), 1).get(0)) == sample.label() ? 1 : 0;
                }
            }
            return (double) right / samples.size();
        };
    }

    /**
     * {@return minus the sum over all outputs of the mean square of their differences from those of another graph, each
     * divided by the variance of the other's} 0 is the same. Logits of classes are compared as probabilities.
     *
     * @param samples at least one
     * @param like the other graph, with the same inputs
     * @param probabilities whether softmax is to be taken of the first output before
     */
    public static ToDoubleFunction<Graph> closeness(List<LabelledSample> samples, Graph like, boolean probabilities) {
        return closeness(samples, outputs(like, samples, probabilities), probabilities);
    }

    /**
     * {@return minus the sum over all outputs of the mean square of their differences from the samples' targets, each
     * divided by the variance of the targets} 0 is all right, -1 of one output is no better than its mean.
     *
     * @param samples at least one, each with its targets
     * @param form a graph with the same outputs
     * @throws IllegalArgumentException if one has more or fewer targets than the outputs have values
     */
    public static ToDoubleFunction<Graph> closenessToTargets(List<LabelledSample> samples, Graph form) {
        return closeness(samples, targets(samples, form), false);
    }

    /** The same, of what each output of each sample should be. */
    static ToDoubleFunction<Graph> closeness(
            List<LabelledSample> samples, List<List<float[]>> expected, boolean probabilities) {
        List<Float> variances = variances(expected);
        return graph -> -distance(expected, outputs(graph, samples, probabilities), variances);
    }

    /** Of each sample what its outputs should be. */
    static List<List<float[]>> targets(List<LabelledSample> samples, Graph form) {
        JoinedOutputs outputs = JoinedOutputs.of(form);
        return samples.stream().map(sample -> outputs.split(sample.targets())).toList();
    }

    /** The sum over outputs of the mean square of differences, each divided by a variance. */
    static double distance(List<List<float[]>> expected, List<List<float[]>> actual, List<Float> variances) {
        double distance = 0;
        for (int output = 0; output < variances.size(); output++) {
            double error = 0;
            long count = 0;
            for (int sample = 0; sample < expected.size(); sample++) {
                float[] wanted = expected.get(sample).get(output);
                float[] got = actual.get(sample).get(output);
                for (int i = 0; i < wanted.length; i++) {
                    error += Math.pow((double) wanted[i] - got[i], 2);
                    count++;
                }
            }
            distance += error / count / variances.get(output);
        }
        return distance;
    }

    /** Of the values of each output over some samples; 1 of one that is always the same. */
    static List<Float> variances(List<List<float[]>> outputs) {
        List<Float> variances = new ArrayList<>();
        for (int output = 0; output < outputs.get(0).size(); output++) {
            double sum = 0;
            double squares = 0;
            long count = 0;
            for (List<float[]> sample : outputs) {
                for (float value : sample.get(output)) {
                    sum += value;
                    squares += (double) value * value;
                    count++;
                }
            }
            double variance = (squares - sum * sum / count) / count;
            variances.add(variance > Float.MIN_NORMAL ? (float) variance : 1);
        }
        return variances;
    }

    /** Of each sample what a graph gives at its outputs. */
    static List<List<float[]>> outputs(Graph graph, List<LabelledSample> samples, boolean probabilities) {
        List<List<float[]>> all = outputs(graph, samples.stream().map(LabelledSample::values));
        if (probabilities) {
            all.forEach(outputs -> Probabilities.replace(outputs.get(0), 0, outputs.get(0).length, 1));
        }
        return all;
    }

    /** The same, of the values of all inputs of each sample, one input after the other. */
    static List<List<float[]>> outputs(Graph graph, Stream<float[]> samples) {
        try (Session session = Model.of(graph).newSession()) {
            JoinedInputs inputs = JoinedInputs.of(graph);
            return samples.map(sample ->
                            run(session, inputs, sample, graph.outputs().size()))
                    .toList();
        }
    }

    private static List<float[]> run(Session session, JoinedInputs inputs, float[] sample, int count) {
        inputs.put(session, sample);
        session.run();
        List<float[]> outputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outputs.add(session.output(i).floats());
        }
        return outputs;
    }

    private static int highest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
