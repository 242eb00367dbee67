// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerTest {

    private static Tensor bytes(int size) {
        return new Tensor("", DataType.INT8, Shape.of(size), null, null);
    }

    private static Relu relu(int input, int output) {
        return new Relu(input, output, Activation.RELU);
    }

    @Test
    void aChainNeedsItsLargestNeighbours() {
        // The input (64) stays; of the rest, 640 + 1280 are alive together at most.
        List<Tensor> tensors = List.of(bytes(64), bytes(640), bytes(1280), bytes(320), bytes(64));
        Graph graph = new Graph(
                "chain", tensors, List.of(relu(0, 1), relu(1, 2), relu(2, 3), relu(3, 4)), List.of(0), List.of(4));
        assertEquals(64 + 640 + 1280, Planner.plan(Networks.unchecked(graph)).arenaBytes());
        assertEquals(
                64 + 640 + 1280 + 320 + 64,
                Planner.planKeepingAllTensors(Networks.unchecked(graph)).arenaBytes());
    }

    @Test
    void reshapesShareTheirInputsPlace() {
        List<Tensor> tensors = List.of(bytes(100), bytes(100), bytes(100), bytes(100));
        Graph graph = new Graph(
                "reshapes", tensors, List.of(relu(0, 1), new Reshape(1, 2), new Reshape(2, 3)), List.of(0), List.of(3));
        Plan plan = Planner.plan(Networks.unchecked(graph));
        assertEquals(plan.offset(1), plan.offset(3));
        assertEquals(256, plan.arenaBytes());
        Plan kept = Planner.planKeepingAllTensors(Networks.unchecked(graph));
        assertNotEquals(kept.offset(1), kept.offset(2));
    }

    private static Network of(int tensors, List<Operator> operators, Integer... outputs) {
        return Networks.unchecked(new Graph(
                "elementwise",
                java.util.Collections.nCopies(tensors, bytes(100)),
                operators,
                List.of(0),
                List.of(outputs)));
    }

    @Test
    void elementwiseOperatorsWriteOverWhatNothingElseNeeds() {
        Operator first = new Concatenation(List.of(0), 1, 0, Activation.NONE);
        Plan chain = Planner.plan(of(5, List.of(first, relu(1, 2), new Reshape(2, 3), relu(3, 4)), 4));
        assertEquals(chain.offset(1), chain.offset(4));
        assertNotEquals(chain.offset(0), chain.offset(1), "a graph input stays");
        assertEquals(256, chain.arenaBytes());
        Plan readable = Planner.plan(of(4, List.of(first, relu(1, 2), relu(2, 3)), 2, 3));
        assertNotEquals(readable.offset(2), readable.offset(3), "a graph output stays");
        Plan residual = Planner.plan(of(4, List.of(first, relu(1, 2), new Add(1, 2, 3, Activation.NONE)), 3));
        assertNotEquals(residual.offset(1), residual.offset(2), "read again");
        assertEquals(384, residual.arenaBytes());
        Plan alias = Planner.plan(
                of(5, List.of(first, new Reshape(1, 2), relu(1, 3), new Add(2, 3, 4, Activation.NONE)), 4));
        assertNotEquals(alias.offset(1), alias.offset(3), "read again by another name");
    }

    @Test
    void packedConstantsHaveNoPlaceAndOthersDo() {
        Tensor weights = new Tensor("w", DataType.FLOAT32, Shape.of(1, 2), null, ByteBuffer.allocate(8));
        Tensor floats = new Tensor("x", DataType.FLOAT32, Shape.of(1, 2), null, null);
        Tensor sum = new Tensor("y", DataType.FLOAT32, Shape.of(1, 1), null, null);
        Graph graph = new Graph(
                "constants",
                List.of(floats, weights, sum, floats, bytes(5)),
                List.of(new FullyConnected(0, 1, -1, 2, Activation.NONE, false)),
                List.of(0),
                List.of(2));
        assertEquals(-1, Planner.plan(Networks.unchecked(graph)).offset(1));
        assertEquals(-1, Planner.plan(Networks.unchecked(graph)).offset(4), "unused");
        Graph added = new Graph(
                "constants",
                List.of(floats, weights, floats),
                List.of(new Add(0, 1, 2, Activation.NONE)),
                List.of(0),
                List.of(2));
        assertTrue(Planner.plan(Networks.unchecked(added)).offset(1) >= 0);
    }

    @Test
    void anArenaPastTwoGigabytesIsRefused() {
        Graph graph = new Graph(
                "huge.tflite",
                List.of(bytes(Integer.MAX_VALUE), bytes(Integer.MAX_VALUE)),
                List.of(relu(0, 1)),
                List.of(0),
                List.of(1));
        ModelException e = assertThrows(ModelException.class, () -> Planner.plan(Networks.unchecked(graph)));
        assertEquals(
                "huge.tflite: needs an arena of 4294967296 bytes for its activations; at most 2^31 - 1 are"
                        + " supported, use a"
                        + " smaller batch or input",
                e.getMessage());
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noOperatorOverwritesWhatIsStillNeeded(long seed) {
        Graph graph = randomGraph(new Random(seed));
        simulate(graph, Planner.plan(Networks.unchecked(graph)), graph.outputs());
        List<Integer> written = graph.operators().stream().map(Operator::output).toList();
        simulate(graph, Planner.planKeepingAllTensors(Networks.unchecked(graph)), written);
    }

    /** Runs twice, keeping for each byte of the arena the tensor whose value it holds. */
    private static void simulate(Graph graph, Plan plan, List<Integer> readable) {
        int[] owners = new int[plan.arenaBytes()];
        for (int i = 0; i < graph.tensors().size(); i++) {
            if (plan.offset(i) >= 0
                    && (graph.tensor(i).isConstant() || graph.inputs().contains(i))) {
                write(graph, plan, owners, i, i);
            }
        }
        int[] values = new int[graph.tensors().size()];
        java.util.Arrays.setAll(values, tensor -> tensor);
        for (int run = 0; run < 2; run++) {
            for (Operator operator : graph.operators()) {
                for (int input : operator.inputs()) {
                    check(graph, plan, owners, input, values[input]);
                }
                boolean sameValue = operator instanceof Reshape reshape
                        && plan.offset(reshape.input()) == plan.offset(reshape.output());
                values[operator.output()] = sameValue ? values[operator.inputs().get(0)] : operator.output();
                write(graph, plan, owners, operator.output(), values[operator.output()]);
                // Inputs must hold while the output is written, too, but for one that an elementwise operator writes
                // over.
                for (int input : operator.inputs()) {
                    boolean elementwise = operator instanceof Relu || operator instanceof Add;
                    if (!elementwise || plan.offset(input) != plan.offset(operator.output())) {
                        check(graph, plan, owners, input, values[input]);
                    }
                }
            }
            for (int output : readable) {
                check(graph, plan, owners, output, values[output]);
            }
        }
    }

    private static void write(Graph graph, Plan plan, int[] owners, int tensor, int value) {
        assertEquals(0, plan.offset(tensor) % Plan.ALIGNMENT);
        java.util.Arrays.fill(
                owners,
                plan.offset(tensor),
                plan.offset(tensor) + (int) graph.tensor(tensor).bytes(),
                value);
    }

    private static void check(Graph graph, Plan plan, int[] owners, int tensor, int value) {
        for (int i = 0; i < graph.tensor(tensor).bytes(); i++) {
            assertEquals(value, owners[plan.offset(tensor) + i], () -> "tensor " + tensor + " was overwritten");
        }
    }

    private static Graph randomGraph(Random random) {
        GraphBuilder graph = new GraphBuilder("random");
        graph.int8Input(null, 1 + random.nextInt(300));
        graph.constant(new byte[200], null, 200);
        int last = 0;
        for (int i = random.nextInt(30); i >= 0; i--) {
            int first = random.nextInt(graph.size());
            int second = random.nextInt(graph.size());
            int kind = random.nextInt(4);
            int output = graph.int8(null, kind < 3 ? graph.shape(first).elements() : 1 + random.nextInt(300));
            last = graph.apply(
                    switch (kind) {
                        case 0 -> new Reshape(first, output);
                        case 1 -> relu(first, output);
                        case 2 -> new Add(first, second, output, Activation.NONE);
                        default -> new Concatenation(List.of(first, second), output, 0, Activation.NONE);
                    });
        }
        return graph.build(last, random.nextInt(graph.size()));
    }
}
