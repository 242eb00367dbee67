// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what variants of a float model cost, all on the same samples. Keeps the float outputs where they are small.
 */
public final class CostMeter {
    private static final long MOST_BYTES = 64L << 20;

    private final Model reference;
    private final JoinedInputs inputs;
    private final MeasuredSamples measured;
    private final SessionOptions options;
    private final boolean keeps;
    private final boolean classifies;
    private final Map<Integer, List<float[]>> kept = new HashMap<>();

    /**
     * Makes a meter that has run nothing yet.
     *
     * @param reference the float model
     * @param measured the samples, which are run through each variant
     * @param backend what runs the models
     */
    public CostMeter(Model reference, MeasuredSamples measured, Backend backend) {
        this.reference = reference;
        this.inputs = JoinedInputs.of(reference.graph());
        this.measured = measured;
        this.options = SessionOptions.defaults().withBackend(backend);
        long elements = reference.outputs().stream()
                .mapToLong(output -> output.shape().elements())
                .sum();
        this.keeps = Float.BYTES * elements * measured.samples().size() <= MOST_BYTES;
        this.classifies = !measured.labels().isEmpty()
                && reference.outputs().size() == 1
                && isClassifier(reference.outputs().get(0));
    }

    /** Whether an output is a score for each of the classes that the labels name. */
    private boolean isClassifier(Tensor output) {
        int classes = output.shape().elements();
        return classes > 1
                && output.shape().dim(-1) == classes
                && measured.labels().stream().allMatch(label -> label < classes);
    }

    /** {@return the samples} */
    public MeasuredSamples measured() {
        return measured;
    }

    /**
     * {@return what a variant costs: a model with the reference's inputs and outputs, quantized or not}
     *
     * @param variant may be opened in several sessions
     */
    public Cost of(Model variant) {
        List<ErrorMeter> meters = new ArrayList<>();
        reference.outputs().forEach(output -> meters.add(new ErrorMeter()));
        List<Boolean> floatRight = new ArrayList<>();
        List<Boolean> right = new ArrayList<>();
        try (Session exact = reference.newSession(options);
                Session quantized = variant.newSession(options)) {
            for (int sample = 0; sample < measured.samples().size(); sample++) {
                List<float[]> expected = expected(exact, sample);
                List<float[]> actual = run(quantized, measured.samples().get(sample));
                for (int i = 0; i < meters.size(); i++) {
                    meters.get(i).add(expected.get(i), actual.get(i));
                }
                if (classifies) {
                    int label = measured.labels().get(sample);
                    floatRight.add(largest(expected.get(0)) == label);
                    right.add(largest(actual.get(0)) == label);
                }
            }
        }
        List<OutputCost> outputs = new ArrayList<>();
        for (int i = 0; i < meters.size(); i++) {
            outputs.add(new OutputCost(
                    reference.outputs().get(i).name(), meters.get(i).error()));
        }
        return new Cost(
                measured.samples().size(),
                measured.keptOut(),
                outputs,
                classifies ? new Top1(floatRight, right) : null);
    }

    private List<float[]> expected(Session exact, int sample) {
        List<float[]> outputs = kept.get(sample);
        if (outputs == null) {
            outputs = run(exact, measured.samples().get(sample));
            if (keeps) {
                kept.put(sample, outputs);
            }
        }
        return outputs;
    }

    private List<float[]> run(Session session, float[] sample) {
        inputs.put(session, sample);
        session.run();
        List<float[]> outputs = new ArrayList<>();
        for (int i = 0; i < reference.outputs().size(); i++) {
            outputs.add(session.output(i).floats());
        }
        return outputs;
    }

    private static int largest(float[] scores) {
        int largest = 0;
        for (int i = 1; i < scores.length; i++) {
            largest = scores[i] > scores[largest] ? i : largest;
        }
        return largest;
    }
}
