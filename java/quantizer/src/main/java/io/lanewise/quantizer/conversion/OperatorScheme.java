// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.quantizer.calibration.IntegerGrid;
import io.lanewise.quantizer.calibration.Range;

/**
 * How one operator and its output are quantized.
 *
 * @param arithmetic what it computes with
 * @param symmetric whether the output's zero point is 0; int16 has no other
 * @param weights how its weights are stored, if it has any and they become integers
 * @param range the reals that the output's integers cover, instead of what calibration saw; null for what it saw
 */
public record OperatorScheme(SchemeArithmetic arithmetic, boolean symmetric, WeightScheme weights, Range range) {

    /** int8 by TFLite's 8-bit specification, weights with a scale for each output channel. */
    public static final OperatorScheme INT8 =
            new OperatorScheme(SchemeArithmetic.INT8, false, WeightScheme.DEFAULT, null);

    /** {@return the integers of the output} */
    public IntegerGrid grid() {
        return arithmetic == SchemeArithmetic.INT16
                ? IntegerGrid.INT16
                : symmetric ? IntegerGrid.SYMMETRIC_INT8 : IntegerGrid.INT8;
    }

    /** {@return arithmetic and weights, as users write them: {@code int8}, or {@code dynamic, int4-weights}} */
    public String words() {
        String computed = switch (arithmetic) {
            case FLOAT32 -> "float";
            case WEIGHT_ONLY -> "weight-only";
            case DYNAMIC -> "dynamic";
            case INT8 -> symmetric ? "int8-symmetric" : "int8";
            case INT16 -> "int16";
        };
        String stored = switch (weights.type()) {
            case INT8 -> "";
            case INT4 -> ", int4-weights";
            case CODEBOOK_16 -> ", codebook-16";
            case CODEBOOK_256 -> ", codebook-256";
        };
        return computed + stored + (weights.blockSize() == 0 ? "" : ", block-" + weights.blockSize());
    }

    OperatorScheme with(SchemeArithmetic other, boolean otherSymmetric) {
        return new OperatorScheme(other, otherSymmetric, weights, range);
    }

    OperatorScheme with(WeightScheme.Type type) {
        return new OperatorScheme(
                arithmetic, symmetric, new WeightScheme(type, weights.granularity(), weights.blockSize()), range);
    }

    OperatorScheme with(WeightScheme.Granularity granularity) {
        return new OperatorScheme(arithmetic, symmetric, new WeightScheme(weights.type(), granularity), range);
    }

    OperatorScheme withBlocks(int size) {
        return new OperatorScheme(
                arithmetic, symmetric, new WeightScheme(weights.type(), weights.granularity(), size), range);
    }

    OperatorScheme with(Range fixed) {
        return new OperatorScheme(arithmetic, symmetric, weights, fixed);
    }
}
