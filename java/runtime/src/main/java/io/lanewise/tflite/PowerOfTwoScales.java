// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Whether TFLite takes an int16 operator's scales for powers of two ({@code CheckedLog2}). */
final class PowerOfTwoScales {
    private static final double TOLERANCE = 1e-3;

    private PowerOfTwoScales() {}

    /** Whether all of an operator's tensors are int16 with such a scale. */
    static boolean all(OperatorSource source) {
        List<Integer> tensors = new ArrayList<>(source.inputs());
        tensors.add(source.output());
        return tensors.stream().map(source::tensor).allMatch(PowerOfTwoScales::is);
    }

    private static boolean is(Tensor tensor) {
        if (tensor.type() != DataType.INT16 || tensor.quantization() == null) {
            return false;
        }
        double logarithm = Math.log(tensor.quantization().scale()) / Math.log(2);
        return Math.abs(logarithm - Math.rint(logarithm)) < TOLERANCE;
    }
}
