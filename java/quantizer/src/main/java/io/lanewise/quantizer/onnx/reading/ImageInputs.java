// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells which inputs are NCHW images: those that reach a convolution, pool or the like through nothing but functions of
 * each element. The graph takes them NHWC; all others as ONNX has them.
 */
final class ImageInputs {
    /** What the readers of a value take it for; a value without readers is not in the maps. */
    private final Set<String> images = new HashSet<>();

    private final Set<String> others = new HashSet<>();

    /**
     * From the last node, which has no readers, to the first: so that of each node it is known who reads its outputs.
     */
    ImageInputs(GraphProto graph) {
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph.getNode(i);
            NodeTable.Kind kind = NodeKinds.of(node);
            ImageRole role = kind == null ? ImageRole.NEITHER : kind.role();
            if (!Sizes.are(node)) {
                node.getInputList().forEach(input -> note(node, role, input));
            }
        }
    }

    private void note(NodeProto node, ImageRole role, String input) {
        if (role == ImageRole.TRANSPARENT) {
            passOn(node, input);
        } else if (role == ImageRole.IMAGE && node.getInput(0).equals(input)) {
            images.add(input);
        } else {
            others.add(input);
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
