// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.lanewise.instructions.Window;

/** How a node says the window that it moves over an image. */
final class WindowAttributes {

    private WindowAttributes() {}

    static AttributeProto kernel(Window window) {
        return Attributes.integers("kernel_shape", window.kernelHeight(), window.kernelWidth());
    }

    static AttributeProto strides(Window window) {
        return Attributes.integers("strides", window.strideHeight(), window.strideWidth());
    }

    static AttributeProto pads(Window window) {
        return Attributes.integers(
                "pads", window.paddingTop(), window.paddingLeft(), window.paddingBottom(), window.paddingRight());
    }
}
