// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/**
 * What instructions require of tensors. Every failure is an {@link IllegalArgumentException} whose message begins with
 * the problem; whoever lowers an operator puts the operator's name in front.
 */
public final class Require {

    private Require() {}

    /**
     * The problem is put into words only where there is one. A check of every channel or element composes its message
     * itself, where it is needed.
     */
    public static void that(boolean condition, String problem, Object... values) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, problem, values));
        }
    }

    /** The shape of a tensor that has elements and the given number of dimensions. */
    public static Shape shape(Tensor tensor, int rank) {
        that(tensor.shape().rank() == rank, "expected %s dimensions, got %s", rank, tensor);
        elements(tensor);
        return tensor.shape();
    }

    /** Number of elements of a tensor that has any. */
    public static int elements(Tensor tensor) {
        that(tensor.shape().elements() > 0, "%s has no elements", tensor);
        return tensor.shape().elements();
    }

    /** Number of elements of an input and an output of the same shape. */
    public static int sameShape(Tensor input, Tensor output) {
        int elements = sameElements(input, output);
        outputDims(output, input.shape().dims());
        return elements;
    }

    /** Number of elements of an input and an output that have as many. */
    public static int sameElements(Tensor input, Tensor output) {
        int elements = elements(input);
        that(elements(output) == elements, "input %s and output %s differ in number of elements", input, output);
        return elements;
    }

    /** That a tensor is of a type. */
    public static void type(Tensor tensor, DataType type) {
        if (tensor.type() != type) {
            throw new IllegalArgumentException("expected " + type.label() + ", got " + tensor);
        }
    }

    /** Dimensions, not a Shape: what a bad model asks for may be too large for one. */
    public static void outputDims(Tensor output, int... expected) {
        if (!Arrays.equals(output.shape().dims(), expected)) {
            throw new IllegalArgumentException(
                    "expected output shape " + Arrays.toString(expected).replace(" ", "") + ", got " + output);
        }
    }

    /** The quantization of an int8 or int16 activation: per tensor, zero point in range, in int16 0. */
    public static Quantization quantization(Tensor tensor) {
        DataType type = tensor.type();
        that(type == DataType.INT8 || type == DataType.INT16, "expected int8 or int16, got %s", tensor);
        Quantization quantization = tensor.quantization();
        that(quantization != null && !quantization.isCodebook(), "%s has no scale and zero point", tensor);
        that(
                quantization.channels() == 1,
                "%s has %s; activations need one scale and zero point",
                tensor,
                quantization);
        zeroPoint(tensor, quantization.zeroPoint());
        return quantization;
    }

    /** The quantization of int8 weights: symmetric, per tensor or for each output channel. */
    static Quantization weightQuantization(Layer layer) {
        Tensor weights = layer.weights();
        Quantization quantization = asymmetricWeightQuantization(layer);
        for (int c = 0; c < quantization.channels(); c++) {
            if (quantization.zeroPoint(c) != 0) {
                throw new IllegalArgumentException(
                        weights + " has zero point " + quantization.zeroPoint(c) + "; weights need 0");
            }
        }
        return quantization;
    }

    /** The quantization of int8 weights of any zero points, per tensor or for each output channel. */
    static Quantization asymmetricWeightQuantization(Layer layer) {
        Tensor weights = layer.weights();
        int axis = layer.channelAxis();
        type(weights, DataType.INT8);
        Quantization quantization = weights.quantization();
        that(quantization != null, "%s has no scale", weights);
        that(
                !quantization.isCodebook() && !quantization.isPerBlock(),
                "%s has %s; put a DEQUANTIZE behind it",
                weights,
                quantization);
        if (quantization.channels() != 1 && quantization.axis() != axis) {
            that(
                    quantization.channels() == weights.shape().dim(axis),
                    "%s has %s, expected axis %s",
                    weights,
                    quantization,
                    axis);
            layer.warnings()
                    .accept("weights " + weights + " have " + quantization + "; they are taken for those of axis "
                            + axis + ", the output channels, as TFLite does");
        }
        for (int c = 0; c < quantization.channels(); c++) {
            zeroPoint(weights, quantization.zeroPoint(c));
        }
        return quantization;
    }

    private static void zeroPoint(Tensor tensor, int zeroPoint) {
        if (tensor.type() == DataType.INT16 && zeroPoint != 0) {
            throw new IllegalArgumentException(tensor + " has zero point " + zeroPoint + "; int16 needs 0");
        }
        if (zeroPoint < Int8.MIN || zeroPoint > Int8.MAX) {
            throw new IllegalArgumentException(tensor + " has zero point " + zeroPoint + ", which is not an int8");
        }
    }

    /** For instructions that move quantized values unchanged: input and output must mean the same by them. */
    public static void sameQuantization(Tensor input, Tensor output) {
        Quantization from = quantization(input);
        Quantization to = quantization(output);
        that(
                from.scale() == to.scale() && from.zeroPoint() == to.zeroPoint(),
                "input %s has %s, output has %s; they must be equal: put a QUANTIZE before this operator",
                input,
                from,
                to);
    }

    /**
     * For instructions that move values of any type: that input and output are of the same, and one that can be moved.
     */
    public static void sameType(Tensor input, Tensor output) {
        that(input.type() == output.type(), "input %s differs in type from output %s", input, output);
        switch (output.type()) {
            case INT8, UINT8, INT16, FLOAT32, INT32, INT64, BOOL -> {}
            case INT4, FLOAT16 -> that(false, "output %s is not supported: its type is of constants only", output);
        }
    }

    /** The same, and that input and output mean the same by an int8 or int16. */
    public static void sameValues(Tensor input, Tensor output) {
        sameType(input, output);
        if (output.type() == DataType.INT8 || output.type() == DataType.INT16) {
            sameQuantization(input, output);
        }
    }

    /** The multiplier of a scale ratio that kernels can apply to any int32. */
    public static QuantizedMultiplier multiplier(double ratio, String formula) {
        ratio(ratio, formula);
        QuantizedMultiplier multiplier = QuantizedMultiplier.of(ratio);
        // A ratio just below 2^30 may have been rounded up to it.
        ratio(multiplier.shift() <= 30 ? ratio : 0x1p30, formula);
        return multiplier;
    }

    /** That a ratio of scales can be a factor. */
    public static void ratio(double ratio, String formula) {
        if (!(ratio >= 0 && ratio < 0x1p30)) {
            throw new IllegalArgumentException(formula + " must be from 0 to below 2^30, got " + ratio
                    + (ratio >= 0x1p30
                            ? "; it would shift sums out of int32, of which TFLite makes whatever the machine does:"
                                    + " quantize the model again, with samples that reach this tensor"
                            : ""));
        }
    }

    /** The range of a fused activation on an integer tensor. */
    public static ActivationRange range(Activation activation, Tensor tensor) {
        Quantization quantization = quantization(tensor);
        return tensor.type() == DataType.INT16
                ? ActivationRange.ofInt16(activation, quantization)
                : ActivationRange.of(activation, quantization);
    }
}
