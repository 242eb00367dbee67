// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.Activation;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

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

    /**
     * The problem is put into words only where there is one. A check of every channel or element calls {@link #error}
     * itself.
     */
    void require(boolean condition, String problem, Object... values) {
        if (!condition) {
            throw error(String.format(Locale.ROOT, problem, values));
        }
    }

    /** The shape of a tensor that has elements and the given number of dimensions. */
    Shape shape(int tensor, int rank) {
        require(tensor(tensor).shape().rank() == rank, "expected %s dimensions, got %s", rank, tensor(tensor));
        elements(tensor);
        return tensor(tensor).shape();
    }

    /** Number of elements of a tensor that has any. */
    int elements(int tensor) {
        require(tensor(tensor).shape().elements() > 0, "%s has no elements", tensor(tensor));
        return tensor(tensor).shape().elements();
    }

    void requireType(int tensor, DataType type) {
        if (tensor(tensor).type() != type) {
            throw error("expected " + type.label() + ", got " + tensor(tensor));
        }
    }

    /** Dimensions, not a Shape: what a bad model asks for may be too large for one. */
    void requireOutputDims(int tensor, int... expected) {
        if (!Arrays.equals(tensor(tensor).shape().dims(), expected)) {
            throw error("expected output shape " + Arrays.toString(expected).replace(" ", "") + ", got "
                    + tensor(tensor));
        }
    }

    /** The quantization of an int8 or int16 activation: per tensor, zero point in range, in int16 0. */
    Quantization quantization(int tensor) {
        DataType type = tensor(tensor).type();
        require(type == DataType.INT8 || type == DataType.INT16, "expected int8 or int16, got %s", tensor(tensor));
        Quantization quantization = tensor(tensor).quantization();
        require(quantization != null && !quantization.isCodebook(), "%s has no scale and zero point", tensor(tensor));
        require(quantization.channels() == 1, "%s has %s; activations need one scale and zero point", tensor(tensor),
                quantization);
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
        require(quantization != null, "%s has no scale", tensor(tensor));
        require(!quantization.isCodebook() && !quantization.isPerBlock(), "%s has %s; put a DEQUANTIZE behind it",
                tensor(tensor), quantization);
        require(quantization.channels() == 1 || quantization.axis() == axis, "%s has %s, expected axis %s",
                tensor(tensor), quantization, axis);
        for (int c = 0; c < quantization.channels(); c++) {
            requireZeroPoint(tensor, quantization.zeroPoint(c));
        }
        return quantization;
    }

    void requireZeroPoint(int tensor, int zeroPoint) {
        if (tensor(tensor).type() == DataType.INT16 && zeroPoint != 0) {
            throw error(tensor(tensor) + " has zero point " + zeroPoint + "; int16 needs 0");
        }
        if (zeroPoint < Int8.MIN || zeroPoint > Int8.MAX) {
            throw error(tensor(tensor) + " has zero point " + zeroPoint + ", which is not an int8");
        }
    }

    /** For operators that move quantized values unchanged: input and output must mean the same by them. */
    void requireSameQuantization(int input, int output) {
        Quantization from = quantization(input);
        Quantization to = quantization(output);
        require(from.scale() == to.scale() && from.zeroPoint() == to.zeroPoint(),
                "input %s has %s, output has %s; they must be equal: put a QUANTIZE before this operator",
                tensor(input), from, to);
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
