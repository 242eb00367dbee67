// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import io.lanewise.training.Loss;
import io.lanewise.training.Optimizer;
import io.lanewise.training.TrainerSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random int8 models of one operator, fed with the runtime's own inputs: nearly all of the runtime's integers, and none
 * more than a step away.
 */
class FakeQuantizedValuesTest {
    private static final TrainerSettings SETTINGS =
            new TrainerSettings(1, new Loss.CrossEntropy(1), new Optimizer.Adam());
    private static final int CASES = 20;
    private static final double LEAST_EQUAL = 0.99;
    /** Kinds whose kernels round otherwise than {@link KernelRounding}: by two multipliers, in int16, or by tables. */
    private static final Set<String> ROUNDED_OTHERWISE = Set.of("HARD_SWISH", "LEAKY_RELU", "PRELU", "ROOT");

    private static final double LEAST_EQUAL_OF_ROUNDED_OTHERWISE = 0.95;

    /** Kinds, and why their integers are others. */
    private static final Map<String, String> OTHERS = Map.of(
            "NEG", "-(-128) is -128",
            "REDUCE_PROD", "each factor is rounded",
            "RESIZE_BILINEAR", "places between cells are multiples of 1/1024",
            "CAST", "it is refused",
            "QUANTIZE", "reals come in",
            "DEQUANTIZE", "reals come out");

    static Stream<OperatorSample> samples() {
        return OperatorSamples.of(Form.INT8);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void roundsAsTheRuntimeDoes(OperatorSample sample) {
        int[] counts = new int[2];
        for (int number = 0; number < CASES; number++) {
            OperatorCase drawn = sample.draw(number, Form.INT8);
            if (!OTHERS.containsKey(drawn.operator().kind()) && isTrained(drawn)) {
                compare(drawn, withSymmetricWeights(drawn.graph()), counts);
            }
        }
        double least = ROUNDED_OTHERWISE.contains(sample.toString()) ? LEAST_EQUAL_OF_ROUNDED_OTHERWISE : LEAST_EQUAL;
        assertTrue(counts[1] >= least * counts[0], counts[1] + " equal of " + counts[0]);
    }

    /** Positions and truths are refused: see {@link NetworkTest}. */
    private static boolean isTrained(OperatorCase drawn) {
        return drawn.graph().tensors().stream().allMatch(Tensor::isReal)
                || drawn.operator() instanceof WeightedOperator;
    }

    private static void compare(OperatorCase drawn, Graph graph, int[] counts) {
        try (Network network = Network.ofIntegers(graph, SETTINGS);
                Session session = Model.of(graph).newSession()) {
            List<float[]> batch = new ArrayList<>();
            int at = 0;
            for (int i = 0; i < graph.inputs().size(); i++) {
                Tensor input = graph.tensor(graph.inputs().get(i));
                float[] reals = new float[input.shape().elements()];
                for (int k = 0; k < reals.length; k++) {
                    reals[k] = input.quantization().scale()
                            * (drawn.inputs()[at++] - input.quantization().zeroPoint());
                }
                session.input(i).putFloats(reals);
                batch.add(reals);
            }
            session.run();
            network.start(List.of());
            List<float[]> actual = network.run(network.feeds(batch), network.outputs(), List.of());
            for (int i = 0; i < actual.size(); i++) {
                float[] expected = session.output(i).floats();
                float scale =
                        graph.tensor(graph.outputs().get(i)).quantization().scale();
                for (int k = 0; k < expected.length; k++) {
                    int steps = Math.round((actual.get(i)[k] - expected[k]) / scale);
                    assertTrue(Math.abs(steps) <= 1, drawn + ": " + steps + " steps at " + k);
                    counts[0]++;
                    counts[1] += steps == 0 ? 1 : 0;
                }
            }
        }
    }

    /** Training writes no -128, which samples have to show that kernels bear it. */
    private static Graph withSymmetricWeights(Graph graph) {
        List<Tensor> tensors = new ArrayList<>(graph.tensors());
        if (graph.operators().get(0) instanceof WeightedOperator layer) {
            Tensor weights = graph.tensor(layer.weights());
            ByteBuffer data = ByteBuffer.allocate(weights.data().remaining()).put(weights.data());
            for (int i = 0; i < data.capacity(); i++) {
                data.put(i, (byte) Math.max(data.get(i), -127));
            }
            tensors.set(
                    layer.weights(),
                    new Tensor(weights.name(), weights.type(), weights.shape(), weights.quantization(), data.flip()));
        }
        return graph.with(tensors, graph.operators(), graph.inputs(), graph.outputs());
    }
}
