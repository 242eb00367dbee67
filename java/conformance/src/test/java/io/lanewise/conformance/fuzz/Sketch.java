// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** A graph that grows, and the dice that decide how. */
final class Sketch {
    /** Of an activation: what is larger takes time and shows nothing else. */
    static final int MOST_ELEMENTS = 2500;

    private final RandomGenerator random;
    private final List<DataType> types;
    private final GraphBuilder graph;
    private final List<Integer> activations = new ArrayList<>();

    /** {@code types}: those that activations may have. */
    Sketch(String name, RandomGenerator random, List<DataType> types) {
        this.graph = new GraphBuilder(name);
        this.random = random;
        this.types = types;
    }

    /** From {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Spread evenly over the logarithm. */
    float scale(double low, double high) {
        return (float) Math.exp(Math.log(low) + random.nextDouble() * Math.log(high / low));
    }

    Activation activation() {
        return oneIn(2) ? Activation.NONE : oneOf(List.of(Activation.values()));
    }

    /** Of an activation: null for floats, zero point 0 for int16. */
    Quantization quantization(DataType type, float scale) {
        return switch (type) {
            case FLOAT32, INT32, BOOL -> null;
            case INT16 -> Quantization.perTensor(scale, 0);
            default ->
                Quantization.perTensor(
                        scale,
                        switch (random.nextInt(5)) {
                            case 0 -> -128;
                            case 1 -> 127;
                            case 2 -> 0;
                            default -> between(-128, 127);
                        });
        };
    }

    boolean allows(DataType type) {
        return types.contains(type);
    }

    /** A new input of the graph: mostly an image. */
    int input() {
        DataType type = oneOf(types);
        int rank = oneIn(3) ? between(1, 5) : 4;
        int[] dims = new int[rank];
        for (int d = 0; d < rank; d++) {
            dims[d] = d == 0 && !oneIn(4) ? 1 : between(1, rank == 5 ? 4 : 8);
        }
        return input(type, quantization(type, scale(1e-3, 1) / (type == DataType.INT16 ? 256 : 1)), dims);
    }

    int input(DataType type, Quantization quantization, int... dims) {
        int tensor = graph.input("t" + graph.size(), type, quantization, dims);
        activations.add(tensor);
        return tensor;
    }

    /** An activation to read, the newest as often as all others together; -1 if none fits. */
    int pick(Predicate<Tensor> fits) {
        List<Integer> fitting =
                activations.stream().filter(i -> fits.test(graph.tensor(i))).toList();
        return fitting.isEmpty() ? -1 : oneIn(2) ? fitting.get(fitting.size() - 1) : oneOf(fitting);
    }

    /** An activation of one of these types, with at least so many dimensions and at most so many. */
    int pick(Set<DataType> anyOf, int leastRank, int mostRank) {
        return pick(tensor -> anyOf.contains(tensor.type())
                && tensor.shape().rank() >= leastRank
                && tensor.shape().rank() <= mostRank);
    }

    /** An activation that some operator will write. */
    int tensor(DataType type, Quantization quantization, int... dims) {
        return graph.activation("t" + graph.size(), type, quantization, dims);
    }

    /** The same type and quantization in another shape. */
    int like(int other, int... dims) {
        return tensor(tensor(other).type(), tensor(other).quantization(), dims);
    }

    /** The same type, of integers with a scale around {@code natural}. */
    int rescaled(int other, float natural, int... dims) {
        return tensor(tensor(other).type(), quantization(tensor(other).type(), natural * scale(0.1, 4)), dims);
    }

    /** Values of any kind, those at the ends of the range among them. */
    int constant(String name, DataType type, Quantization quantization, int... dims) {
        return graph.tensor(Values.constant(random, name + graph.size(), type, quantization, Shape.of(dims)));
    }

    /** int32 or int64 of a bias, as far as int8 or int16 activations reach. */
    int bias(DataType type, Quantization quantization, int channels) {
        ByteBuffer data = ByteBuffer.allocate(type.bytes() * channels).order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            if (type == DataType.INT64) {
                data.putLong(256L * between(-20000, 20000));
            } else {
                data.putInt(between(-20000, 20000));
            }
        }
        return graph.constant("bias" + graph.size(), type, quantization, data.flip(), channels);
    }

    /** Constant floats of 1 to 9. */
    int positive(int... dims) {
        float[] values = new float[Shape.of(dims).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = between(1, 9);
        }
        return graph.tensor(Tensor.constant("divisor" + graph.size(), Shape.of(dims), values));
    }

    /** Constants from 0 to below a limit. */
    int indices(int limit, int... dims) {
        Shape shape = Shape.of(dims);
        ByteBuffer data = ByteBuffer.allocate(Integer.BYTES * shape.elements()).order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            data.putInt(random.nextInt(limit));
        }
        return graph.constant("indices" + graph.size(), DataType.INT32, null, data.flip(), dims);
    }

    Tensor tensor(int index) {
        return graph.tensor(index);
    }

    int[] dims(int index) {
        return graph.shape(index).dims();
    }

    /** Of an integer activation; 1 for floats. */
    float scaleOf(int index) {
        return tensor(index).quantization() == null
                ? 1
                : tensor(index).quantization().scale();
    }

    void add(Operator operator) {
        graph.add(operator);
        activations.addAll(operator.outputs());
    }

    /** A constant that operators may read as an activation. */
    void computed(Operator operator) {
        graph.add(operator);
    }

    /** What nothing reads comes out, and some of what is read; now and then a value twice, an input, or not all. */
    Graph build() {
        Set<Integer> read = new java.util.HashSet<>();
        graph.operators().forEach(operator -> read.addAll(operator.inputs()));
        List<Integer> inputs = graph.inputs();
        List<Integer> outputs = new ArrayList<>();
        for (int value : activations) {
            boolean middle = read.contains(value);
            if (middle ? oneIn(inputs.contains(value) ? 60 : 6) : !inputs.contains(value) && !oneIn(30)) {
                outputs.add(value);
            }
        }
        if (outputs.isEmpty()) {
            outputs.addAll(graph.operators().get(graph.operators().size() - 1).outputs());
        }
        return graph.build(outputs);
    }
}
