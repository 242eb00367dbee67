// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Tensor;
import io.lanewise.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs a float model on samples, one after the other, and shows a calibrator every activation. Holds one sample's
 * activations at a time. Belongs to one thread.
 */
public final class Calibration implements AutoCloseable {
    private final Graph graph;
    private final Calibrator calibrator;
    private final Session session;
    private final ByteBuffer staging;
    private int samples;

    /**
     * A calibration that has seen nothing yet.
     *
     * @param backend what runs the model; float results of backends are close, not equal, and so are the ranges
     * @throws ModelException if an activation of the model is not float32, or the model cannot be run
     */
    public Calibration(Model model, Calibrator calibrator, Backend backend) {
        this.graph = model.graph();
        this.calibrator = calibrator;
        long largest = 0;
        for (int input : graph.inputs()) {
            largest = Math.max(largest, float32Bytes(input));
        }
        for (Operator operator : graph.operators()) {
            largest = Math.max(largest, float32Bytes(operator.output()));
        }
        this.staging = ByteBuffer.allocate((int) largest).order(ByteOrder.LITTLE_ENDIAN);
        this.session = model.newSession(SessionOptions.defaults().withBackend(backend).keepingAllTensors());
    }

    private long float32Bytes(int index) {
        Tensor tensor = graph.tensor(index);
        if (tensor.type() != DataType.FLOAT32) {
            throw new ModelException(graph.name(), "tensor " + index + " " + tensor + " is not float32; only float models are"
                    + " calibrated");
        }
        return tensor.bytes();
    }

    /**
     * Runs the model on one sample.
     *
     * @param inputs the values of each model input, preprocessed as the model was trained, NHWC
     * @throws IllegalArgumentException if the sample does not have the inputs' sizes, or holds NaN or an infinity
     * @throws ModelException if an operator computes NaN or an infinity; the message names operator, tensor and sample
     */
    public void add(float[]... inputs) {
        if (inputs.length != graph.inputs().size()) {
            throw new IllegalArgumentException("sample " + samples + " has " + inputs.length + " arrays, but " + graph.name()
                    + " has " + graph.inputs().size() + " inputs");
        }
        for (int i = 0; i < inputs.length; i++) {
            Tensor tensor = graph.tensor(graph.inputs().get(i));
            if (inputs[i].length != tensor.shape().elements()) {
                throw new IllegalArgumentException("sample " + samples + " has " + inputs[i].length + " values, but input " + i
                        + " " + tensor + " of " + graph.name() + " takes " + tensor.shape().elements());
            }
            int bad = notFinite(FloatBuffer.wrap(inputs[i]));
            if (bad >= 0) {
                throw new IllegalArgumentException("sample " + samples + " holds " + inputs[i][bad] + " at element " + bad
                        + " of input " + i + " " + tensor);
            }
            session.input(i).putFloats(inputs[i]);
        }
        session.run();
        graph.inputs().forEach(input -> calibrator.observe(input, values(input)));
        for (int i = 0; i < graph.operators().size(); i++) {
            observe(i);
        }
        samples++;
    }

    private void observe(int operator) {
        int output = graph.operators().get(operator).output();
        FloatBuffer values = values(output);
        int bad = notFinite(values);
        if (bad >= 0) {
            throw new ModelException(graph.name(), "sample " + samples + ": " + graph.describe(operator) + " computes "
                    + values.get(bad) + " at element " + bad + " of " + graph.tensor(output));
        }
        calibrator.observe(output, values);
    }

    private FloatBuffer values(int tensor) {
        ByteBuffer bytes = staging.clear().limit((int) graph.tensor(tensor).bytes());
        session.tensor(tensor).get(bytes);
        return bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /** Index of the first value that is NaN or an infinity; -1 if there is none. */
    private static int notFinite(FloatBuffer values) {
        for (int i = 0; i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Number of samples so far. */
    public int samples() {
        return samples;
    }

    /**
     * The range of each input and each operator's output, by index in the model's graph.
     *
     * @throws IllegalStateException if no sample was added
     */
    public Map<Integer, Range> ranges() {
        if (samples == 0) {
            throw new IllegalStateException("no samples to calibrate " + graph.name() + " with");
        }
        Map<Integer, Range> ranges = new HashMap<>();
        graph.inputs().forEach(input -> ranges.put(input, calibrator.range(input)));
        graph.operators().forEach(operator -> ranges.put(operator.output(), calibrator.range(operator.output())));
        return ranges;
    }

    /** Frees the session. */
    @Override
    public void close() {
        session.close();
    }
}
