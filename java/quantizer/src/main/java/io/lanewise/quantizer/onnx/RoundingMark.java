// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.lanewise.tensor.Rounding;
import java.util.Locale;

/**
 * A note in an {@code .onnx} file on how its integers were meant to be rounded. QuantizeLinear and DequantizeLinear
 * round as ONNX says; a file that was converted for TFLite's kernels, too, says so, and read again gives the same
 * integers as its {@code .tflite} twin. Other readers do not look at it.
 */
public final class RoundingMark {
    private static final String KEY = "lanewise.rounding";

    private RoundingMark() {}

    /** The note of a graph's rounding. */
    public static StringStringEntryProto of(Rounding rounding) {
        return StringStringEntryProto.newBuilder()
                .setKey(KEY)
                .setValue(rounding.name().toLowerCase(Locale.ROOT))
                .build();
    }

    /** The rounding that a file notes; ONNX's own where it notes none. */
    public static Rounding in(ModelProto model) {
        boolean tflite = model.getMetadataPropsList().contains(of(Rounding.TFLITE));
        return tflite ? Rounding.TFLITE : Rounding.ONNX;
    }
}
