// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.data.InputValues;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs a float model on samples, one after the other, and gathers statistics of every activation. Memory does not grow
 * with the number of samples: {@link CalibrationStatistics#bytes} and one sample's activations. Belongs to one thread.
 */
public final class Calibration implements AutoCloseable {
    private final Graph graph;
    private final JoinedInputs joined;
    private final SortedMap<Integer, TensorStatistics> tensors = new TreeMap<>();
    private final SampleHash data = new SampleHash();
    private final RangeGrowth growth = new RangeGrowth();
    private final Session session;
    private final ByteBuffer staging;
    private final float[] values;
    private int samples;
    private int keptOut;

    /**
     * As {@link #Calibration(Model, Backend, List)}, for methods that need nothing but what is always kept.
     *
     * @param model whose reals are float32
     * @param backend what runs the model
     */
    public Calibration(Model model, Backend backend) {
        this(model, backend, List.of());
    }

    /**
     * Makes a calibration that has seen nothing yet.
     *
     * @param model all float32
     * @param backend what runs the model; float results of backends are close, not equal, and so are the statistics
     * @param methods to be used, besides those that need nothing but what is always kept
     * @throws ModelException if an activation of the model is not float32, or the model cannot be run
     */
    public Calibration(Model model, Backend backend, List<? extends CalibrationMethod> methods) {
        RequiredStatistics required = RequiredStatistics.of(methods);
        this.graph = model.graph();
        this.joined = JoinedInputs.of(graph);
        int largest = 0;
        for (int index : activations()) {
            Tensor tensor = graph.tensor(index);
            refuseQuantized(index, tensor);
            if (tensor.type() == DataType.FLOAT32) {
                tensors.put(index, new TensorStatistics(required));
                largest = Math.max(largest, tensor.shape().elements());
            }
        }
        this.values = new float[largest];
        this.staging = ByteBuffer.allocate(Float.BYTES * largest).order(ByteOrder.LITTLE_ENDIAN);
        this.session =
                model.newSession(SessionOptions.defaults().withBackend(backend).keepingAllTensors());
    }

    private List<Integer> activations() {
        List<Integer> activations = new ArrayList<>(graph.inputs());
        graph.operators().forEach(operator -> activations.addAll(operator.outputs()));
        return activations;
    }

    /** Integers that stand for themselves have no range to be learned. */
    private void refuseQuantized(int index, Tensor tensor) {
        if (tensor.type() != DataType.FLOAT32 && tensor.quantization() != null) {
            throw new ModelException(
                    graph.name(),
                    "tensor " + index + " " + tensor + " is not float32; only float models are" + " calibrated");
        }
    }

    /**
     * Runs the model on one sample.
     *
     * @param inputs the values of each model input, preprocessed as the model was trained, NHWC
     * @throws IllegalArgumentException if the sample does not have the inputs' sizes, or holds NaN or an infinity
     * @throws ModelException if an operator computes NaN or an infinity; the message names operator, tensor and sample.
     *         Some of the sample's activations are counted then, others not: the statistics are of no more use
     */
    public void add(float[]... inputs) {
        requireFits(inputs);
        for (int i = 0; i < inputs.length; i++) {
            int input = graph.inputs().get(i);
            InputValues.put(session.input(i), graph.tensor(input), inputs[i]);
            if (tensors.containsKey(input)) {
                tensors.get(input).add(inputs[i], inputs[i].length);
            }
        }
        session.run();
        for (int i = 0; i < graph.operators().size(); i++) {
            for (int output : graph.operators().get(i).outputs()) {
                if (tensors.containsKey(output)) {
                    observe(i, output);
                }
            }
        }
        data.add(inputs);
        samples++;
        growth.sampleAdded(samples, tensors);
    }

    /**
     * As {@link #add}, of a sample in one array.
     *
     * @param sample values of all inputs ({@link JoinedInputs})
     * @throws IllegalArgumentException as {@link #add}
     */
    public void addJoined(float[] sample) {
        joined.requireFits(seen(), sample);
        add(joined.split(sample));
    }

    /**
     * Checks a sample that is kept out: nothing is learned of it, but messages count it.
     *
     * @param sample values of all inputs ({@link JoinedInputs})
     * @throws IllegalArgumentException as {@link #add}
     */
    public void keepOut(float[] sample) {
        joined.requireFits(seen(), sample);
        requireFits(joined.split(sample));
        keptOut++;
    }

    private void requireFits(float[]... inputs) {
        if (inputs.length != graph.inputs().size()) {
            throw new IllegalArgumentException("sample " + seen() + " has " + inputs.length + " arrays, but "
                    + graph.name() + " has " + graph.inputs().size() + " inputs");
        }
        for (int i = 0; i < inputs.length; i++) {
            check(i, inputs[i]);
        }
    }

    private int seen() {
        return samples + keptOut;
    }

    private void check(int input, float[] sample) {
        Tensor tensor = graph.tensor(graph.inputs().get(input));
        if (sample.length != tensor.shape().elements()) {
            throw new IllegalArgumentException(
                    "sample " + seen() + " has " + sample.length + " values, but input " + input + " " + tensor + " of "
                            + graph.name() + " takes " + tensor.shape().elements());
        }
        for (int i = 0; i < sample.length; i++) {
            if (!Float.isFinite(sample[i])) {
                throw new IllegalArgumentException("sample " + seen() + " holds " + sample[i] + " at element " + i
                        + " of input " + input + " " + tensor);
            }
        }
    }

    private void observe(int operator, int output) {
        Tensor tensor = graph.tensor(output);
        int elements = tensor.shape().elements();
        session.tensor(output).get(staging.clear().limit(Float.BYTES * elements));
        staging.asFloatBuffer().get(values, 0, elements);
        OptionalInt bad = tensors.get(output).add(values, elements);
        if (bad.isPresent()) {
            throw new ModelException(
                    graph.name(),
                    "sample " + seen() + ": " + graph.describe(operator) + " computes " + values[bad.getAsInt()]
                            + " at element " + bad.getAsInt() + " of " + tensor);
        }
    }

    /** {@return number of samples so far} */
    public int samples() {
        return samples;
    }

    /**
     * {@return what was learned so far; samples added later come in}
     *
     * @throws IllegalStateException if no sample was added
     */
    public CalibrationStatistics statistics() {
        if (samples == 0) {
            throw new IllegalStateException("no samples to calibrate " + graph.name() + " with");
        }
        return new CalibrationStatistics(GraphHash.of(graph), data.hex(), samples, tensors);
    }

    /**
     * {@return how much the ranges still grew with the last quarter of the samples, by tensor index; only those that
     * did}
     */
    public SortedMap<Integer, RangeGrowth.Growth> growth() {
        return growth.lastQuarter(samples, tensors);
    }

    /** Frees the session. */
    @Override
    public void close() {
        session.close();
    }
}
