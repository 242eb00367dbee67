// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.custom.Custom;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.tensor.DataType;
import io.lanewise.testing.OperatorKinds;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random graphs are what they are meant to be. */
class RandomGraphTest {
    private static final int SEEDS = 3000;

    @Test
    void haveEveryFunctionInEveryTypeThatIsDrawn() {
        Set<Object> seen = new HashSet<>();
        Set<DataType> types = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Graph graph = RandomGraph.of(seed);
            for (Operator operator : graph.operators()) {
                operator.outputs()
                        .forEach(output -> types.add(graph.tensor(output).type()));
                if (operator instanceof Unary unary) {
                    seen.add(unary.function());
                } else if (operator instanceof Binary binary) {
                    seen.add(binary.function());
                } else if (operator instanceof Reduce reduce) {
                    seen.add(reduce.function());
                } else if (operator instanceof Resize resize) {
                    seen.add(resize.method());
                } else {
                    seen.add(operator.getClass());
                }
            }
        }
        Set<Object> functions = new HashSet<>(Set.of(UnaryFunction.values()));
        functions.addAll(Set.of(BinaryFunction.values()));
        functions.addAll(Set.of(ReduceFunction.values()));
        functions.addAll(Set.of(ResizeMethod.values()));
        functions.removeAll(seen);
        assertEquals(Set.of(), functions, "never drawn");
        Set<Class<?>> kinds =
                new HashSet<>(OperatorKinds.records(Operator.class).toList());
        kinds.removeAll(Set.of(Unary.class, Binary.class, Reduce.class, Resize.class));
        // What custom operators take no chain of others gives.
        kinds.remove(Custom.class);
        kinds.removeAll(seen);
        assertEquals(Set.of(), kinds, "never drawn");
        assertEquals(Set.of(DataType.FLOAT32, DataType.INT8, DataType.INT16, DataType.INT32, DataType.BOOL), types);
    }

    @Test
    void haveOutputsThatAreReadAndValuesWithSeveralReaders() {
        int middle = 0;
        int shared = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Graph graph = RandomGraph.of(seed);
            Stream<Integer> read = graph.operators().stream()
                    .flatMap(operator -> operator.inputs().stream().distinct());
            long[] readers = new long[graph.tensors().size()];
            read.forEach(tensor -> readers[tensor]++);
            middle += graph.outputs().stream().anyMatch(output -> readers[output] > 0) ? 1 : 0;
            shared += IntStream.range(0, readers.length)
                            .anyMatch(i -> !graph.tensor(i).isConstant() && readers[i] > 1)
                    ? 1
                    : 0;
        }
        assertTrue(middle > SEEDS / 10, middle + " graphs with an output that is read");
        assertTrue(shared > SEEDS / 4, shared + " graphs with a value that is read twice");
    }

    @Test
    void areTheSameForASeed() {
        for (int seed = 0; seed < 100; seed++) {
            assertEquals(RandomGraph.of(seed), RandomGraph.of(seed));
        }
    }

    @Test
    void shrinkToWhatFails() {
        int shrunk = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Graph graph = RandomGraph.of(seed);
            if (graph.operators().size() > 4 && hasMaxPool(graph)) {
                Graph smallest = GraphShrinker.shrink(graph, RandomGraphTest::hasMaxPool);
                assertEquals(1, smallest.operators().size(), smallest::toString);
                assertTrue(smallest.tensors().size() <= 3, smallest::toString);
                shrunk++;
            }
        }
        assertTrue(shrunk > 10, shrunk + " graphs");
    }

    private static boolean hasMaxPool(Graph graph) {
        return graph.operators().stream().anyMatch(MaxPool2d.class::isInstance);
    }
}
