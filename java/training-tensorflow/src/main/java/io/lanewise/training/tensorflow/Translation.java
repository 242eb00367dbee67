// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The values of a graph's tensors in TensorFlow, as they are made one operator after the other. */
final class Translation {
    /** What makes operations. */
    final Ops tf;

    private final Graph graph;
    private final Values values;
    private final Map<Integer, Operand<TFloat32>> made = new HashMap<>();

    Translation(Ops tf, Graph graph, Values values) {
        this.tf = tf;
        this.graph = graph;
        this.values = values;
    }

    /**
     * Makes the values of everything that operators write.
     *
     * @throws ModelException naming the operator that is not trained
     */
    void translate() {
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            try {
                OperatorTranslations.translate(operator, this);
            } catch (IllegalArgumentException problem) {
                throw new ModelException(
                        graph.name(), graph.describe(i) + " cannot be trained through: " + problem.getMessage());
            }
        }
    }

    Graph graph() {
        return graph;
    }

    Shape shape(int tensor) {
        return graph.tensor(tensor).shape();
    }

    /** Whether a tensor's values are rounded to integers. */
    boolean rounds(int tensor) {
        return graph.tensor(tensor).type() != DataType.FLOAT32;
    }

    /** Says what an input is. */
    void give(int input, Operand<TFloat32> value) {
        made.put(input, values.activation(tf, input, value));
    }

    /** A value of reals. */
    Operand<TFloat32> value(int tensor) {
        return made.computeIfAbsent(tensor, absent -> values.constant(tf, tensor, graph.tensor(tensor)));
    }

    /** Whole numbers, such as positions, which have to be constants. */
    int[] constantIntegers(int tensor) {
        Tensor integers = graph.tensor(tensor);
        require(integers.isConstant(), integers + " is computed");
        int[] result = new int[integers.shape().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = switch (integers.type()) {
                case INT32 -> integers.data().getInt(i * Integer.BYTES);
                case INT64 -> Math.toIntExact(integers.data().getLong(i * Long.BYTES));
                default -> throw new IllegalArgumentException(integers + " are no positions");
            };
        }
        return result;
    }

    /** What an operator writes, after the clamp fused into it. */
    void write(int tensor, Operand<TFloat32> value, Activation activation) {
        made.put(tensor, values.activation(tf, tensor, clamp(value, activation)));
    }

    /** The same of a kernel that brings sums or products to the grid of what it writes by a multiplier. */
    void write(int tensor, Operand<TFloat32> value, Activation activation, Requantization requantization) {
        boolean nonNegative = switch (activation) {
            case RELU, RELU6 -> true;
            case NONE, RELU_N1_TO_1 -> false;
        };
        Operand<TFloat32> clamped = clamp(value, activation);
        made.put(
                tensor,
                values.activation(tf, tensor, values.requantized(tf, tensor, clamped, requantization, nonNegative)));
    }

    private Operand<TFloat32> clamp(Operand<TFloat32> value, Activation activation) {
        return switch (activation) {
            case NONE -> value;
            case RELU -> tf.nn.relu(value);
            case RELU6 -> tf.nn.relu6(value);
            case RELU_N1_TO_1 -> tf.math.minimum(tf.math.maximum(value, tf.constant(-1f)), tf.constant(1f));
        };
    }

    /** Refuses the operator at hand, in words that fit behind a colon. */
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
