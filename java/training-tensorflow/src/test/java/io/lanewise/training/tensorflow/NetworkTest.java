// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.ModelException;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import io.lanewise.testing.RandomFloatNetwork;
import io.lanewise.testing.RelativeError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat32;

/** Random models of one operator, and networks of many: what the runtime computes, and gradients by differences. */
class NetworkTest {
    private static final int CASES = 20;
    private static final int NETWORKS = 40;
    private static final float TOLERANCE = 1e-4f;
    /**
     * Of differences, in the direction of a random vector with elements of about 1. Functions bend between two points,
     * or floats are too coarse: one step in one direction of some has to do.
     */
    private static final float[] STEPS = {1e-2f, 1e-3f, 1e-4f};

    private static final int ATTEMPTS = 12;

    /** Kinds without a gradient, or not translated; GATHER where positions are computed, as the samples' are. */
    private static final Set<String> REFUSED = Set.of(
            "ARG_MAX",
            "ARG_MIN",
            "CAST",
            "CEIL",
            "EQUAL",
            "FLOOR",
            "FLOOR_DIV",
            "FLOOR_MOD",
            "GATHER",
            "GATHER_ND",
            "GREATER",
            "GREATER_EQUAL",
            "LESS",
            "LESS_EQUAL",
            "NOT_EQUAL",
            "ROUND",
            "SCATTER_ND",
            "SELECT_V2",
            "SIGN",
            "TFLite_Detection_PostProcess",
            "TOPK_V2");

    static Stream<OperatorSample> samples() {
        return OperatorSamples.of(Form.FLOAT32);
    }

    private static Stream<OperatorCase> cases(OperatorSample sample) {
        return IntStream.range(0, CASES).mapToObj(number -> sample.draw(number, Form.FLOAT32));
    }

    private static List<OperatorCase> trained(OperatorSample sample) {
        return cases(sample).filter(drawn -> !isRefused(drawn)).toList();
    }

    private static boolean isRefused(OperatorCase drawn) {
        return REFUSED.contains(drawn.operator().kind());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void computesWhatTheRuntimeComputes(OperatorSample sample) {
        for (OperatorCase drawn : trained(sample)) {
            checkOutputs(drawn, drawn.graph(), batch(drawn));
        }
    }

    @Test
    void computesWhatTheRuntimeComputesOfNetworks() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Graph graph = RandomFloatNetwork.of(seed);
            checkOutputs("network " + seed, graph, batch(graph, new Random(seed)));
        }
    }

    private static void checkOutputs(Object name, Graph graph, List<float[]> batch) {
        List<float[]> expected = run(graph, batch);
        try (Network network = Network.ofFloats(graph)) {
            network.start(List.of());
            List<float[]> actual = network.run(network.feeds(batch), network.outputs(), List.of());
            for (int i = 0; i < expected.size(); i++) {
                float error = RelativeError.of(FloatBuffer.wrap(expected.get(i)), FloatBuffer.wrap(actual.get(i)));
                assertTrue(error <= TOLERANCE, name + ": " + error);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void namesWhatItRefuses(OperatorSample sample) {
        cases(sample).filter(NetworkTest::isRefused).map(OperatorCase::graph).forEach(graph -> {
            ModelException refusal = assertThrows(
                    ModelException.class, () -> Network.ofFloats(graph).close());
            assertTrue(refusal.getMessage().contains("cannot be trained"), refusal.getMessage());
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void gradientsAreThoseOfDifferences(OperatorSample sample) {
        Random random = new Random(1);
        for (OperatorCase drawn : trained(sample)) {
            checkGradients(drawn, drawn.graph(), smooth(batch(drawn), random), random);
        }
    }

    @Test
    void gradientsOfNetworksAreThoseOfDifferences() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Random random = new Random(seed);
            // Nothing is told by what leads to no output.
            GraphEditor editor = GraphEditor.of(RandomFloatNetwork.of(seed));
            editor.removeUnneeded();
            checkGradients("network " + seed, editor.graph(), batch(editor.graph(), random), random);
        }
    }

    /** Of a random sum of its outputs, by all inputs and variables at once in a random direction. */
    private static void checkGradients(Object name, Graph graph, List<float[]> batch, Random random) {
        try (Network network = Network.ofFloats(graph)) {
            List<Operand<TFloat32>> changed = new ArrayList<>(network.inputs());
            network.trainable().forEach(variable -> changed.add(variable.value()));
            List<Operand<TFloat32>> weighted = new ArrayList<>();
            List<float[]> factors = new ArrayList<>();
            for (Operand<TFloat32> output : network.outputs()) {
                float[] values = gaussian(random, Math.toIntExact(output.shape().size()));
                factors.add(values);
                weighted.add(network.tf.math.mul(output, network.tf.constant(output.shape(), DataBuffers.of(values))));
            }
            Gradients gradients = network.tf.gradients(weighted, changed);
            network.start(List.of());
            check(name, network, gradients, factors, batch, random);
        }
    }

    private static void check(
            Object name,
            Network network,
            Gradients gradients,
            List<float[]> factors,
            List<float[]> batch,
            Random random) {
        List<Operand<TFloat32>> fetched = new ArrayList<>();
        gradients.forEach(gradient -> fetched.add(gradient.asOutput().expect(TFloat32.class)));
        Map<Integer, float[]> variables = new HashMap<>();
        network.variables.indices().forEach(variable -> variables.put(variable, network.get(variable)));
        List<float[]> slopes = network.run(network.feeds(batch), fetched, List.of());
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            float step = STEPS[attempt % STEPS.length];
            List<float[]> directions = new ArrayList<>();
            double expected = 0;
            double squares = 0;
            for (float[] slope : slopes) {
                float[] direction = gaussian(random, slope.length);
                // Variables count steps, of which 127 are their constant's largest magnitude.
                for (int i = 0; directions.size() >= batch.size() && i < direction.length; i++) {
                    direction[i] *= 100;
                }
                directions.add(direction);
                for (int i = 0; i < slope.length; i++) {
                    expected += (double) slope[i] * direction[i];
                    squares += Math.pow((double) slope[i] * direction[i], 2);
                }
            }
            double actual = (sum(variables, network, batch, factors, directions, step)
                            - sum(variables, network, batch, factors, directions, -step))
                    / (2 * step);
            if (Math.abs(expected - actual) <= 0.01 * Math.sqrt(squares) + 1e-4) {
                return;
            }
            last = expected + " by gradient, " + actual + " by difference, length " + Math.sqrt(squares);
        }
        fail(name + ": " + last);
    }

    /** Other inputs, positive where all are: the samples' have zeros and ties, where functions bend. */
    private static List<float[]> smooth(List<float[]> batch, Random random) {
        List<float[]> others = new ArrayList<>();
        for (float[] values : batch) {
            boolean positive = true;
            for (float value : values) {
                positive &= value > 0;
            }
            float[] other = gaussian(random, values.length);
            for (int i = 0; positive && i < other.length; i++) {
                other[i] = 0.5f + Math.abs(other[i]);
            }
            others.add(other);
        }
        return others;
    }

    /** The weighted sum of outputs a step away. */
    private static double sum(
            Map<Integer, float[]> variables,
            Network network,
            List<float[]> point,
            List<float[]> factors,
            List<float[]> directions,
            float step) {
        List<float[]> batch = point.stream().map(float[]::clone).toList();
        for (int i = 0; i < batch.size(); i++) {
            move(batch.get(i), directions.get(i), step);
        }
        int next = batch.size();
        for (int variable : network.variables.indices()) {
            float[] values = variables.get(variable).clone();
            move(values, directions.get(next++), step);
            network.set(variable, values);
        }
        double sum = 0;
        List<float[]> outputs = network.run(network.feeds(batch), network.outputs(), List.of());
        for (int i = 0; i < outputs.size(); i++) {
            for (int k = 0; k < outputs.get(i).length; k++) {
                sum += (double) outputs.get(i)[k] * factors.get(i)[k];
            }
        }
        return sum;
    }

    private static void move(float[] values, float[] direction, float step) {
        for (int i = 0; i < values.length; i++) {
            values[i] += step * direction[i];
        }
    }

    private static float[] gaussian(Random random, int elements) {
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static List<float[]> batch(Graph graph, Random random) {
        return graph.inputs().stream()
                .map(input -> gaussian(random, graph.tensor(input).shape().elements()))
                .toList();
    }

    private static List<float[]> batch(OperatorCase drawn) {
        FloatBuffer values =
                ByteBuffer.wrap(drawn.inputs()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        List<float[]> batch = new ArrayList<>();
        for (int input : drawn.graph().inputs()) {
            float[] floats = new float[drawn.graph().tensor(input).shape().elements()];
            values.get(floats);
            batch.add(floats);
        }
        return batch;
    }

    private static List<float[]> run(Graph graph, List<float[]> batch) {
        List<float[]> outputs = new ArrayList<>();
        try (Session session = Model.of(graph).newSession()) {
            for (int i = 0; i < batch.size(); i++) {
                session.input(i).putFloats(batch.get(i));
            }
            session.run();
            for (int i = 0; i < graph.outputs().size(); i++) {
                outputs.add(session.output(i).floats());
            }
        }
        return outputs;
    }
}
