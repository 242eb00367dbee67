// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.TreeSet;

/** The ONNX operators that can be read, family by family. */
final class NodeKinds {
    private static final NodeTable ONNX = new NodeTable();
    private static final NodeTable MICROSOFT = new NodeTable();

    static {
        ConvolutionNodes.addTo(ONNX);
        MatmulNodes.addTo(ONNX);
        PoolingNodes.addTo(ONNX);
        ElementwiseNodes.addTo(ONNX);
        ActivationNodes.addTo(ONNX);
        SoftmaxNodes.addTo(ONNX);
        ReductionNodes.addTo(ONNX);
        AxisNodes.addTo(ONNX);
        ComparisonNodes.addTo(ONNX);
        LookupNodes.addTo(ONNX);
        NormalizationNodes.addTo(ONNX);
        MovementNodes.addTo(ONNX);
        SliceNodes.addTo(ONNX);
        ResizeNodes.addTo(ONNX);
        ConversionNodes.addTo(ONNX);
        IntegerNodes.addTo(ONNX);
        MicrosoftNodes.addTo(MICROSOFT);
    }

    private NodeKinds() {}

    /** The kind of a node in its domain; null if it is not supported, or on constants only. */
    static NodeTable.Kind of(NodeProto node) {
        return isOnnxs(node)
                ? ONNX.of(node.getOpType())
                : node.getDomain().equals(MicrosoftNodes.DOMAIN) ? MICROSOFT.of(node.getOpType()) : null;
    }

    /** Whether a node is of ONNX's own domain. */
    static boolean isOnnxs(NodeProto node) {
        return node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
    }

    /** How to read a kind of node of ONNX's own domain. */
    static NodeTable.Reader reader(String kind) {
        return ONNX.of(kind).reader();
    }

    /** All kinds of ONNX's own domain, those that are only worked out on constants among them. */
    static TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(ONNX.names());
        names.addAll(Folding.kinds());
        names.addAll(Sizes.KINDS);
        return names;
    }
}
