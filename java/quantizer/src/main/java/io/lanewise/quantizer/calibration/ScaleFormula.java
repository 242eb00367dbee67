// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import java.util.Locale;

/**
 * How a range becomes a scale and a zero point. Toolkits differ in precision, in rounding and in how far a symmetric
 * grid reaches; each formula is one toolkit's, bit for bit. All widen the range to hold 0 first.
 */
public enum ScaleFormula {
    /**
     * TFLite's converter ({@code quantization_utils.cc}), in float32. Asymmetric: scale = (max - min) / steps, zero
     * point = round(smallest integer - min / scale), ties away from zero. Symmetric: scale = absmax / largest integer.
     * A range too narrow for a float32 scale gets scale 1.
     */
    TFLITE {
        @Override
        Quantization asymmetric(float minimum, float maximum, IntegerGrid grid) {
            float scale = (maximum - minimum) / grid.steps();
            return scale == 0
                    ? Quantization.perTensor(1, grid.minimum())
                    : clamped(scale, Rounding.halfAwayToInt(grid.minimum() - minimum / scale), grid);
        }

        @Override
        Quantization symmetric(float magnitude, IntegerGrid grid) {
            float scale = magnitude / grid.maximum();
            return Quantization.perTensor(scale == 0 ? 1 : scale, 0);
        }
    },

    /**
     * ONNX Runtime's {@code quant_utils.compute_scale_zp}: max - min in float32, the rest in float64, the scale rounded
     * to float32 at last. Asymmetric: zero point = round(smallest integer - min / scale), ties to even. Symmetric: the
     * narrow grid, so 2 absmax / 254 for int8. A scale below the smallest normal float32 becomes 1, with zero point 0.
     */
    ORT {
        @Override
        Quantization asymmetric(float minimum, float maximum, IntegerGrid grid) {
            double scale = (double) (maximum - minimum) / grid.steps();
            return scale < Float.MIN_NORMAL
                    ? Quantization.perTensor(1, 0)
                    : clamped((float) scale, (int) Math.rint(grid.minimum() - minimum / scale), grid);
        }

        @Override
        Quantization symmetric(float magnitude, IntegerGrid grid) {
            double scale = 2.0 * magnitude / (2.0 * grid.maximum());
            return Quantization.perTensor(scale < Float.MIN_NORMAL ? 1 : (float) scale, 0);
        }
    },

    /**
     * PyTorch's observers ({@code _calculate_qparams}), in float32. Asymmetric: zero point = smallest integer -
     * round(min / scale), ties to even. Symmetric: scale = absmax / (steps / 2), so absmax / 127.5 for int8. The scale
     * is at least 2^-23.
     */
    PYTORCH {
        @Override
        Quantization asymmetric(float minimum, float maximum, IntegerGrid grid) {
            float scale = Math.max((maximum - minimum) / grid.steps(), EPSILON);
            return clamped(scale, grid.minimum() - (int) Math.rint(minimum / scale), grid);
        }

        @Override
        Quantization symmetric(float magnitude, IntegerGrid grid) {
            return Quantization.perTensor(Math.max(magnitude / (grid.steps() / 2f), EPSILON), 0);
        }
    };

    /** {@code torch.finfo(torch.float32).eps}. */
    private static final float EPSILON = 0x1p-23f;

    abstract Quantization asymmetric(float minimum, float maximum, IntegerGrid grid);

    abstract Quantization symmetric(float magnitude, IntegerGrid grid);

    private static Quantization clamped(float scale, int zeroPoint, IntegerGrid grid) {
        return Quantization.perTensor(scale, Math.max(grid.minimum(), Math.min(grid.maximum(), zeroPoint)));
    }

    /**
     * {@return the scale and zero point that spread a range over a grid}
     *
     * @param range of reals; it is widened to hold 0
     * @param grid the integers that are to stand for it
     * @throws IllegalArgumentException if the range is wider than float32 holds
     */
    public Quantization quantization(Range range, IntegerGrid grid) {
        float minimum = Math.min(range.minimum(), 0);
        float maximum = Math.max(range.maximum(), 0);
        if (!grid.symmetric() && Float.isInfinite(maximum - minimum)) {
            throw new IllegalArgumentException("the range " + range + " is wider than float32 holds");
        }
        return grid.symmetric() ? symmetric(Math.max(-minimum, maximum), grid) : asymmetric(minimum, maximum, grid);
    }

    /**
     * Reads {@code tflite}, {@code ort} or {@code pytorch}.
     *
     * @param name in lower case
     * @return the formula of that name
     * @throws IllegalArgumentException if it is none of them
     */
    public static ScaleFormula parse(String name) {
        for (ScaleFormula formula : values()) {
            if (formula.toString().equals(name)) {
                return formula;
            }
        }
        throw new IllegalArgumentException("unknown scale formula '" + name + "'; known are tflite, ort and pytorch");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
