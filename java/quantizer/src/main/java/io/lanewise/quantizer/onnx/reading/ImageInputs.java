// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells which inputs are NCHW images: those that reach a convolution, pool or the like through nothing but functions of each
 * element. The graph takes them NHWC; all others as ONNX has them.
 */
final class ImageInputs {
    private static final Set<String> IMAGE_KINDS = Set.of("Conv", "ConvTranspose", "ConvInteger", "QLinearConv", "AveragePool",
            "MaxPool", "GlobalAveragePool", "GlobalMaxPool", "QLinearAveragePool", "QLinearGlobalAveragePool",
            "BatchNormalization", "InstanceNormalization", "GroupNormalization", "LRN", "Resize", "Upsample", "DepthToSpace",
            "SpaceToDepth");
    private static final Set<String> TRANSPARENT_KINDS = Set.of("Add", "Sub", "Mul", "Div", "Relu", "Clip", "LeakyRelu", "PRelu",
            "Sigmoid", "Tanh", "HardSwish", "Identity", "Cast", "Dropout", "Pad", "QuantizeLinear", "DequantizeLinear", "Neg",
            "Abs", "Sqrt", "Pow");

    /** What the readers of a value take it for; a value without readers is not in the maps. */
    private final Set<String> images = new HashSet<>();
    private final Set<String> others = new HashSet<>();

    /**
     * From the last node, which has no readers, to the first: so that of each node it is known who reads its outputs.
     */
    ImageInputs(GraphProto graph) {
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph.getNode(i);
            boolean transparent = TRANSPARENT_KINDS.contains(node.getOpType());
            for (int position = 0; position < node.getInputCount(); position++) {
                String input = node.getInput(position);
                if (transparent) {
                    passOn(node, input);
                } else if (IMAGE_KINDS.contains(node.getOpType()) && node.getInput(0).equals(input)) {
                    images.add(input);
                } else if (!node.getOpType().equals("Shape")) {
                    others.add(input);
                }
            }
        }
    }

    private void passOn(NodeProto node, String input) {
        for (String output : node.getOutputList()) {
            if (images.contains(output)) {
                images.add(input);
            }
            if (others.contains(output)) {
                others.add(input);
            }
        }
    }

    /** Whether the first nodes that are not functions of each element take the input for an image. */
    boolean isImage(String input) {
        return images.contains(input) && !others.contains(input);
    }
}
