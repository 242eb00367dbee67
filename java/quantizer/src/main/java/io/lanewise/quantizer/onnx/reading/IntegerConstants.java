// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.BatchMatMul;
import io.lanewise.graph.Binary;
import io.lanewise.graph.BinaryFunction;
import io.lanewise.graph.Operator;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.graph.Reduce;
import io.lanewise.graph.ReduceFunction;
import io.lanewise.graph.Tensor;
import io.lanewise.graph.Unary;
import io.lanewise.graph.WeightedOperator;
import io.lanewise.kernels.LookupTable;
import io.lanewise.quantization.Rounding;
import io.lanewise.quantizer.conversion.BiasQuantizer;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Constants of a DequantizeLinear as the integers that they were, for operators that can be integer ones. */
final class IntegerConstants {

    private record Form(int constant, DataType type, Quantization quantization) {
    }

    private final List<Tensor> tensors;
    private final ReadingBudget budget;
    private final Map<Form, Integer> forms = new HashMap<>();

    /** Integer tensors are appended to {@code tensors}, and taken from {@code budget}. */
    IntegerConstants(List<Tensor> tensors, ReadingBudget budget) {
        this.tensors = tensors;
        this.budget = budget;
    }

    /**
     * Whether an operator has an integer form and all its inputs are or can be integers; then those that were not yet are
     * in {@code integersOf}. A bias that is float in the file is rounded to the steps of the sums.
     */
    boolean convert(Operator operator, Map<Integer, Integer> integersOf) {
        if (!hasIntegerForm(operator)
                || !operator.activations().stream().allMatch(i -> integersOf.containsKey(i) || isOnSteps(i, -1))
                || operator instanceof WeightedOperator o && !isOnSteps(o.weights(), o.channelAxis())) {
            return false;
        }
        for (int input : operator.inputs()) {
            boolean bias = operator instanceof WeightedOperator o && input == o.bias();
            if (tensors.get(input).isConstant() && !bias) {
                integersOf.put(input, form(input, DataType.INT8, tensors.get(input).quantization()));
            }
        }
        if (operator instanceof WeightedOperator o && o.bias() >= 0) {
            Quantization input = tensors.get(integersOf.get(o.input())).quantization();
            Quantization weights = tensors.get(o.weights()).quantization();
            integersOf.put(o.bias(), form(o.bias(), DataType.INT32, BiasQuantizer.quantization(input.scale(), weights)));
        }
        return true;
    }

    /** int8 in TFLite; the rest stays float. */
    private static boolean hasIntegerForm(Operator operator) {
        if (operator instanceof Unary unary) {
            return LookupTable.hasInt8Form(unary.function());
        }
        if (operator instanceof Binary binary) {
            return binary.function() == BinaryFunction.SUB || binary.function() == BinaryFunction.MAXIMUM
                    || binary.function() == BinaryFunction.MINIMUM;
        }
        if (operator instanceof Reduce reduce) {
            return reduce.function() == ReduceFunction.MAX || reduce.function() == ReduceFunction.MIN;
        }
        return !(operator instanceof BatchMatMul);
    }

    /** Whether a constant was integers of one scale, or of one for each slice along {@code axis}. */
    private boolean isOnSteps(int index, int axis) {
        Tensor tensor = tensors.get(index);
        return tensor.isConstant() && tensor.quantization() != null
                && (!tensor.quantization().isPerChannel() || tensor.quantization().axis() == axis);
    }

    private int form(int constant, DataType type, Quantization quantization) {
        return forms.computeIfAbsent(new Form(constant, type, quantization), form -> {
            Tensor reals = tensors.get(constant);
            budget.spend(type.bytes(reals.shape().elements()));
            IntUnaryOperator channelOf = quantization.channelOf(reals.shape());
            ByteBuffer data = ByteBuffer.allocate(reals.shape().elements() * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; data.hasRemaining(); i++) {
                int channel = channelOf.applyAsInt(i);
                // The quotient is within rounding of the integer that was multiplied by this scale.
                int q = Rounding.halfEvenToInt(reals.data().getFloat(i * Float.BYTES) / quantization.scale(channel))
                        + quantization.zeroPoint(channel);
                if (type == DataType.INT8) {
                    data.put((byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, q)));
                } else {
                    data.putInt(q);
                }
            }
            tensors.add(new Tensor(reals.name(), type, reals.shape(), quantization, data.flip()));
            return tensors.size() - 1;
        });
    }
}
