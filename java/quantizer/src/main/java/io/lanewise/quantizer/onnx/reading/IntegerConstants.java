// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.operators.PoorForms;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.conversion.BiasQuantizer;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Constants of a DequantizeLinear as the integers that they were, for operators that can be integer ones. */
final class IntegerConstants {

    private record Sums(int bias, DataType type, Quantization quantization) {}

    private final GraphEditor editor;
    private final Map<Integer, Tensor> integers;
    private final Rounding rounding;
    private final ReadingBudget budget;
    private final Map<Integer, Integer> indices = new HashMap<>();
    private final Map<Sums, Integer> biases = new HashMap<>();

    /**
     * Integer tensors, which are {@code integers} by the index of their reals, are appended by {@code editor}; biases
     * that are rounded are taken from {@code budget}.
     */
    IntegerConstants(GraphEditor editor, Map<Integer, Tensor> integers, Rounding rounding, ReadingBudget budget) {
        this.editor = editor;
        this.integers = integers;
        this.rounding = rounding;
        this.budget = budget;
    }

    /**
     * Whether an operator has a good integer form of a type and all its inputs are or can be integers; then those that
     * were not yet are in {@code integersOf}. A bias that is float in the file is rounded to the grid of the sums.
     */
    boolean convert(Operator operator, DataType type, Map<Integer, Integer> integersOf) {
        if (operator.noForm(type).isPresent()
                || PoorForms.reason(operator, type).isPresent()
                || !operator.activations().stream().allMatch(i -> isActivation(i, type, integersOf))
                || operator instanceof WeightedOperator o && !isConstant(o.weights(), DataType.INT8, o.channelAxis())) {
            return false;
        }
        for (int input : operator.inputs()) {
            if (integers.containsKey(input) && !isBias(operator, input)) {
                integersOf.put(input, indices.computeIfAbsent(input, constant -> editor.add(integers.get(constant))));
            }
        }
        if (operator instanceof WeightedOperator o && o.bias() >= 0) {
            Quantization input = editor.tensor(integersOf.get(o.input())).quantization();
            Quantization weights = integers.get(o.weights()).quantization();
            integersOf.put(
                    o.bias(),
                    bias(new Sums(
                            o.bias(),
                            type == DataType.INT16 ? DataType.INT64 : DataType.INT32,
                            BiasQuantizer.quantization(input.scale(), weights))));
        }
        return true;
    }

    private static boolean isBias(Operator operator, int input) {
        return operator instanceof WeightedOperator weighted && weighted.bias() == input;
    }

    private boolean isActivation(int index, DataType type, Map<Integer, Integer> integersOf) {
        Integer computed = integersOf.get(index);
        return computed != null ? editor.tensor(computed).type() == type : isConstant(index, type, -1);
    }

    /** Whether a constant was integers of one scale, or of one for each slice along {@code axis}. */
    private boolean isConstant(int index, DataType type, int axis) {
        Tensor tensor = integers.get(index);
        return tensor != null
                && tensor.type() == type
                && (!tensor.quantization().isPerChannel()
                        || tensor.quantization().axis() == axis);
    }

    /**
     * A bias as integers. TFLite's kernels add them as they are, whatever grid a file says; reals, and what ONNX's
     * operators add, are rounded to the grid of the sums.
     */
    private int bias(Sums sums) {
        return biases.computeIfAbsent(sums, bias -> {
            Tensor stored = integers.get(bias.bias);
            boolean kept = stored != null
                    && stored.type() == bias.type
                    && (rounding == Rounding.TFLITE || stored.quantization().equals(bias.quantization));
            return editor.add(kept ? stored : rounded(bias));
        });
    }

    private Tensor rounded(Sums sums) {
        Tensor reals = editor.tensor(sums.bias);
        budget.spend(sums.type.bytes(reals.shape().elements()));
        IntUnaryOperator channelOf = sums.quantization.channelOf(reals.shape());
        ByteBuffer data = ByteBuffer.allocate(reals.shape().elements() * sums.type.bytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; data.hasRemaining(); i++) {
            float scale = sums.quantization.scale(channelOf.applyAsInt(i));
            double q = Math.rint(reals.data().getFloat(i * Float.BYTES) / scale);
            if (sums.type == DataType.INT32) {
                data.putInt((int) q);
            } else {
                data.putLong((long) q);
            }
        }
        return new Tensor(reals.name(), sums.type, reals.shape(), sums.quantization, data.flip());
    }
}
