// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.DataType;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * Finds the activations of one file's model in another's by their names. Where one of that name is a float that
 * integers were made from or into, as at the interface of a quantized model, the integers are found.
 */
final class SameNames implements IntFunction<OptionalInt> {
    private final Graph reference;
    private final Map<String, Integer> named = new HashMap<>();

    SameNames(Graph reference, Graph other) {
        this.reference = reference;
        other.inputs().forEach(input -> named.put(other.tensor(input).name(), input));
        for (Operator operator : other.operators()) {
            boolean real = operator instanceof Dequantize
                    && !other.tensor(operator.inputs().get(0)).isConstant();
            for (int output : operator.outputs()) {
                named.put(other.tensor(output).name(), real ? operator.inputs().get(0) : output);
            }
        }
        for (Operator operator : other.operators()) {
            if (operator instanceof Quantize quantize
                    && other.inputs().contains(quantize.input())
                    && other.tensor(quantize.input()).type() == DataType.FLOAT32) {
                named.replace(other.tensor(quantize.input()).name(), quantize.input(), quantize.output());
            }
        }
    }

    @Override
    public OptionalInt apply(int tensor) {
        String name = reference.tensor(tensor).name();
        return name.isEmpty() || !named.containsKey(name) ? OptionalInt.empty() : OptionalInt.of(named.get(name));
    }
}
