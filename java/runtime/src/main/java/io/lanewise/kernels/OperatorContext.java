// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Activation;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Tensor;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.Arrays;

/** An operator within its graph: the checks that several kinds of operator share, and messages that name it. */
record OperatorContext(Graph graph, int index) {

    Tensor tensor(int tensor) {
        return graph.tensor(tensor);
    }

    Arithmetic arithmetic() {
        return Arithmetic.of(graph, index);
    }

    ModelException error(String problem) {
        return new ModelException(graph.name(), graph.describe(index) + ": " + problem);
    }

    /** Once for an operator; a check of every channel words its problem only where there is one. */
    void require(boolean condition, String problem) {
        if (!condition) {
            throw error(problem);
        }
    }

    /** The shape of a tensor that has elements and the given number of dimensions. */
    Shape shape(int tensor, int rank) {
        require(tensor(tensor).shape().rank() == rank, "expected " + rank + " dimensions, got " + tensor(tensor));
        elements(tensor);
        return tensor(tensor).shape();
    }

    /** Number of elements of a tensor that has any. */
    int elements(int tensor) {
        require(tensor(tensor).shape().elements() > 0, tensor(tensor) + " has no elements");
        return tensor(tensor).shape().elements();
    }

    void requireType(int tensor, DataType type) {
        require(tensor(tensor).type() == type, "expected " + type.label() + ", got " + tensor(tensor));
    }

    /** Dimensions, not a Shape: what a bad model asks for may be too large for one. */
    void requireOutputDims(int tensor, int... expected) {
        require(Arrays.equals(tensor(tensor).shape().dims(), expected),
                "expected output shape " + Arrays.toString(expected).replace(" ", "") + ", got " + tensor(tensor));
    }

    /** The quantization of an int8 or int16 activation: per tensor, zero point in range, in int16 0. */
    Quantization quantization(int tensor) {
        DataType type = tensor(tensor).type();
        require(type == DataType.INT8 || type == DataType.INT16, "expected int8 or int16, got " + tensor(tensor));
        Quantization quantization = tensor(tensor).quantization();
        require(quantization != null && !quantization.isCodebook(), tensor(tensor) + " has no scale and zero point");
        require(quantization.channels() == 1,
                tensor(tensor) + " has " + quantization + "; activations need one scale and zero point");
        requireZeroPoint(tensor, quantization.zeroPoint());
        return quantization;
    }

    /** The quantization of int8 weights: symmetric, per tensor or along {@code axis}. */
    Quantization weightQuantization(int tensor, int axis) {
        Quantization quantization = asymmetricWeightQuantization(tensor, axis);
        for (int c = 0; c < quantization.channels(); c++) {
            if (quantization.zeroPoint(c) != 0) {
                throw error(tensor(tensor) + " has zero point " + quantization.zeroPoint(c) + "; weights need 0");
            }
        }
        return quantization;
    }

    /** The quantization of int8 weights of any zero points, per tensor or along {@code axis}. */
    Quantization asymmetricWeightQuantization(int tensor, int axis) {
        requireType(tensor, DataType.INT8);
        Quantization quantization = tensor(tensor).quantization();
        require(quantization != null, tensor(tensor) + " has no scale");
        require(!quantization.isCodebook() && !quantization.isPerBlock(),
                tensor(tensor) + " has " + quantization + "; put a DEQUANTIZE behind it");
        require(quantization.channels() == 1 || quantization.axis() == axis,
                tensor(tensor) + " has " + quantization + ", expected axis " + axis);
        for (int c = 0; c < quantization.channels(); c++) {
            requireZeroPoint(tensor, quantization.zeroPoint(c));
        }
        return quantization;
    }

    void requireZeroPoint(int tensor, int zeroPoint) {
        require(tensor(tensor).type() != DataType.INT16 || zeroPoint == 0,
                tensor(tensor) + " has zero point " + zeroPoint + "; int16 needs 0");
        require(zeroPoint >= Int8.MIN && zeroPoint <= Int8.MAX,
                tensor(tensor) + " has zero point " + zeroPoint + ", which is not an int8");
    }

    /** For operators that move quantized values unchanged: input and output must mean the same by them. */
    void requireSameQuantization(int input, int output) {
        Quantization from = quantization(input);
        Quantization to = quantization(output);
        require(from.scale() == to.scale() && from.zeroPoint() == to.zeroPoint(), "input " + tensor(input) + " has " + from
                + ", output has " + to + "; they must be equal: put a QUANTIZE before this operator");
    }

    /** The multiplier of a scale ratio that kernels can apply to any int32. */
    QuantizedMultiplier multiplier(double ratio, String formula) {
        requireRatio(ratio, formula);
        QuantizedMultiplier multiplier = QuantizedMultiplier.of(ratio);
        // A ratio just below 2^30 may have been rounded up to it.
        requireRatio(multiplier.shift() <= 30 ? ratio : 0x1p30, formula);
        return multiplier;
    }

    /** The range of a fused activation on an integer tensor. */
    ActivationRange range(Activation activation, int tensor) {
        Quantization quantization = quantization(tensor);
        return tensor(tensor).type() == DataType.INT16 ? ActivationRange.ofInt16(activation, quantization)
                : ActivationRange.of(activation, quantization);
    }

    void requireRatio(double ratio, String formula) {
        if (!(ratio >= 0 && ratio < 0x1p30)) {
            throw error(formula + " must be from 0 to below 2^30, got " + ratio);
        }
    }
}
