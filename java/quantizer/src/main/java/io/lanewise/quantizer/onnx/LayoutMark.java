// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A note in an {@code .onnx} file on how inputs and outputs of rank 4 lie, whose graph has them NHWC. A file without
 * it does not say what is an image, and a reader must guess. Other readers do not look at it.
 */
public final class LayoutMark {
    private static final String KEY = "lanewise.layout";

    private LayoutMark() {}

    /** The note of a layout. */
    public static StringStringEntryProto of(InterfaceLayout layout) {
        return StringStringEntryProto.newBuilder()
                .setKey(KEY)
                .setValue(layout.name().toLowerCase(Locale.ROOT))
                .build();
    }

    /** The layout that a file notes; empty where it notes none. */
    public static Optional<InterfaceLayout> in(ModelProto model) {
        return Stream.of(InterfaceLayout.values())
                .filter(layout -> model.getMetadataPropsList().contains(of(layout)))
                .findFirst();
    }
}
