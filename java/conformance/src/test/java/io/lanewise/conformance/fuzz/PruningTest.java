// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.conformance.ModelRun;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.pruning.ChannelGroups;
import io.lanewise.pruning.ChannelPruning;
import io.lanewise.pruning.Channels;
import io.lanewise.pruning.Cut;
import io.lanewise.pruning.GroupSet;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random graphs of all kinds of operators: what is left without some channels computes what all compute when nobody
 * reads those.
 */
class PruningTest {
    private static final int SEEDS = 6000;

    @Test
    void leavesWhatIsComputedWithoutTheChannels() {
        Set<Class<?>> passed = new HashSet<>();
        int pruned = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Graph graph = mixed(RandomGraph.of(seed));
            ChannelGroups groups = ChannelGroups.of(graph);
            GroupSet removed = GroupSet.of(groups.families().stream()
                    .flatMap(family -> family.subList(0, family.size() / 2).stream())
                    .toList());
            if (removed.size() > 0 && runs(graph)) {
                compare(unread(groups, removed), new ChannelPruning(groups, removed).apply(), seed);
                pruned++;
                graph.operators().stream()
                        .filter(operator -> operator.activations().stream()
                                .flatMap(input -> groups.channels(input).stream())
                                .anyMatch(channels -> channels.groups().anyMatch(removed::contains)))
                        .forEach(operator -> passed.add(operator.getClass()));
            }
        }
        String figures = pruned + " graphs were pruned, through " + passed;
        assertTrue(pruned > 200 && passed.size() > 20, figures);
    }

    /** The graph with a dense layer behind each output of reals: channels of what comes out would stay. */
    private static Graph mixed(Graph graph) {
        GraphEditor editor = GraphEditor.of(graph);
        List<Integer> outputs = new ArrayList<>();
        for (int output : graph.outputs()) {
            Tensor tensor = graph.tensor(output);
            int elements = tensor.shape().elements();
            if (tensor.type() == DataType.FLOAT32 && elements > 0) {
                int weights = editor.add(Tensor.constant("mixing", Shape.of(1, elements), factors(elements)));
                int mixed = editor.add(new Tensor("mixed", DataType.FLOAT32, Shape.of(1, 1), null, null));
                editor.add(new FullyConnected(output, weights, -1, mixed, Activation.NONE, false));
                outputs.add(mixed);
            }
        }
        editor.setInterface(graph.inputs(), outputs);
        editor.removeUnneeded();
        return editor.cleaned();
    }

    private static float[] factors(int count) {
        float[] factors = new float[count];
        for (int i = 0; i < count; i++) {
            factors[i] = 1 + i % 7;
        }
        return factors;
    }

    /** Some random graphs have numbers that models may not have. */
    private static boolean runs(Graph graph) {
        try {
            Model.of(graph);
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    /** The graph whose layers have weights of zero for the removed channels of what they read. */
    private static Graph unread(ChannelGroups groups, GroupSet removed) {
        GraphEditor editor = GraphEditor.of(groups.graph());
        for (int i = 0; i < groups.graph().operators().size(); i++) {
            if (groups.graph().operators().get(i) instanceof WeightedOperator layer) {
                for (Cut cut : groups.cuts(i)) {
                    boolean read =
                            cut.tensor() == layer.weights() && cut.channels().axis() != layer.channelAxis();
                    if (read && cut.channels().groups().anyMatch(removed::contains)) {
                        int weights = editor.add(zeroed(editor.tensor(cut.tensor()), cut.channels(), removed));
                        editor.replace(
                                i,
                                layer.with(layer.input(), weights, layer.bias(), layer.output(), layer.activation()));
                    }
                }
            }
        }
        return editor.cleaned();
    }

    /** Of weights whose input channels are the innermost dimension. */
    private static Tensor zeroed(Tensor weights, Channels channels, GroupSet removed) {
        assertEquals(weights.shape().rank() - 1, channels.axis());
        float[] values = weights.floats();
        for (int i = 0; i < values.length; i++) {
            values[i] = removed.contains(channels.group(i % channels.size())) ? 0 : values[i];
        }
        return Tensor.constant(weights.name(), weights.shape(), values);
    }

    private static void compare(Graph expected, Graph actual, int seed) {
        byte[] inputs = Values.inputs(expected, seed);
        ByteBuffer wanted = ByteBuffer.wrap(ModelRun.run(Model.of(expected), Backend.JAVA, inputs, 1));
        ByteBuffer got = ByteBuffer.wrap(ModelRun.run(Model.of(actual), Backend.JAVA, inputs, 1));
        assertEquals(wanted.remaining(), got.remaining(), "bytes of seed " + seed);
        int at = 0;
        for (int output : expected.outputs()) {
            Tensor tensor = expected.tensor(output);
            int bytes = Math.toIntExact(tensor.bytes());
            switch (tensor.type()) {
                case FLOAT32 -> close(floats(wanted, at, bytes), floats(got, at, bytes), "seed " + seed);
                default -> throw new AssertionError(tensor);
            }
            at += bytes;
        }
    }

    private static FloatBuffer floats(ByteBuffer bytes, int at, int size) {
        return bytes.slice(at, size).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /** Within 1e-5 of the largest magnitude; where zero times infinity is not a number, nothing is asked. */
    private static void close(FloatBuffer wanted, FloatBuffer got, String where) {
        double largest = 1e-3;
        for (int i = 0; i < wanted.limit(); i++) {
            if (!Float.isFinite(wanted.get(i))) {
                return;
            }
            largest = Math.max(largest, Math.abs(wanted.get(i)));
        }
        for (int i = 0; i < wanted.limit(); i++) {
            assertEquals(wanted.get(i), got.get(i), 1e-5 * largest, where + " element " + i);
        }
    }
}
