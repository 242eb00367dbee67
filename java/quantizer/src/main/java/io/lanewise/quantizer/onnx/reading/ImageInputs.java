// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    private final Map<String, List<NodeProto>> readers = new HashMap<>();

    ImageInputs(GraphProto graph) {
        for (NodeProto node : graph.getNodeList()) {
            node.getInputList().forEach(input -> readers.computeIfAbsent(input, name -> new ArrayList<>()).add(node));
        }
    }

    /** Whether the first nodes that are not functions of each element take the input for an image. */
    boolean isImage(String input) {
        Set<String> seen = new HashSet<>(Set.of(input));
        ArrayDeque<String> open = new ArrayDeque<>(seen);
        boolean found = false;
        while (!open.isEmpty()) {
            String name = open.remove();
            for (NodeProto node : readers.getOrDefault(name, List.of())) {
                if (TRANSPARENT_KINDS.contains(node.getOpType())) {
                    node.getOutputList().stream().filter(seen::add).forEach(open::add);
                } else if (IMAGE_KINDS.contains(node.getOpType()) && node.getInput(0).equals(name)) {
                    found = true;
                } else if (!node.getOpType().equals("Shape")) {
                    return false;
                }
            }
        }
        return found;
    }
}
