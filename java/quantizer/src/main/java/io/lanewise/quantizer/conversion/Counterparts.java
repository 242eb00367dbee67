// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For each operator of a float graph the one that a conversion made of it: the same, but for QUANTIZE and DEQUANTIZE. */
public final class Counterparts {
    private final Graph quantized;
    private final List<Operator> operators;
    /** By the tensor that a DEQUANTIZE writes, the constant that it reads: weights stored as integers, computed with as floats. */
    private final Map<Integer, Integer> stored = new HashMap<>();

    /**
     * Finds them.
     *
     * @param real float, {@link FuseOperators} applied
     * @param quantized made from it
     * @throws IllegalArgumentException if the operators are not the same
     */
    public Counterparts(Graph real, Graph quantized) {
        this.quantized = quantized;
        this.operators = quantized.operators().stream()
                .filter(operator -> !(operator instanceof Quantize) && !(operator instanceof Dequantize)).toList();
        for (Operator operator : quantized.operators()) {
            if (operator instanceof Dequantize dequantize && quantized.tensor(dequantize.input()).isConstant()) {
                stored.put(dequantize.output(), dequantize.input());
            }
        }
        boolean same = operators.size() == real.operators().size();
        for (int i = 0; same && i < operators.size(); i++) {
            same = operators.get(i).kind().equals(real.operators().get(i).kind());
        }
        if (!same) {
            throw new IllegalArgumentException(quantized.name() + " does not have the operators of the float model "
                    + real.name() + "; only a conversion of it can be explained");
        }
    }

    /** Number of operators. */
    public int size() {
        return operators.size();
    }

    /** The quantized form of an operator. */
    public Operator get(int operator) {
        return operators.get(operator);
    }

    /** What an operator writes in the quantized graph. */
    public Tensor output(int operator) {
        return quantized.tensor(get(operator).output());
    }

    /** The integers that stand for an operator's weights; empty if it has none or they are float. */
    public Optional<Tensor> weights(int operator) {
        if (!(get(operator) instanceof WeightedOperator weighted)) {
            return Optional.empty();
        }
        Tensor weights = quantized.tensor(stored.getOrDefault(weighted.weights(), weighted.weights()));
        return Optional.of(weights).filter(tensor -> tensor.type() != DataType.FLOAT32 && tensor.quantization() != null);
    }
}
