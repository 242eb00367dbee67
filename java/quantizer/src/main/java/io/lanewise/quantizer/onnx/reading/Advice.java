// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What helps against a node that cannot be read. */
final class Advice {
    private static final Map<String, String> BY_KIND = new HashMap<>();

    static {
        put(
                "export it with fixed sizes and constant conditions, and simplify the file before (onnxsim)",
                "If",
                "Loop",
                "Scan");
        put("run it outside the model, or train convolutions over time instead", "LSTM", "GRU", "RNN");
        put("export it as MatMul, Transpose and Reshape", "Einsum");
        put("export it as MatMul and Softmax", "Attention", "FlexAttention", "RotaryEmbedding");
        put("export GELU as one Gelu node (opset 20)", "Erf");
        put("cut and scale the images outside the model", "GridSample", "AffineGrid", "RoiAlign", "MaxRoiPool");
        put("train it with a plain convolution", "DeformConv");
        put("keep the indices outside the model, or pool without them", "MaxUnpool");
        put(
                "export it for inference",
                "Bernoulli",
                "RandomNormal",
                "RandomNormalLike",
                "RandomUniform",
                "RandomUniformLike",
                "Multinomial",
                "NegativeLogLikelihoodLoss",
                "SoftmaxCrossEntropyLoss");
    }

    /** Nodes that choose among results rather than compute with weights. */
    private static final List<String> POSTPROCESSING = List.of(
            "NonMaxSuppression",
            "NonZero",
            "Unique",
            "Compress",
            "Hardmax",
            "GatherElements",
            "ScatterElements",
            "StringNormalizer",
            "TfIdfVectorizer",
            "Det");

    private Advice() {}

    private static void put(String advice, String... kinds) {
        for (String kind : kinds) {
            BY_KIND.put(kind, advice);
        }
    }

    /** A clause to follow what is wrong; empty if none is known. */
    static String on(NodeProto node) {
        if (POSTPROCESSING.contains(node.getOpType()) && node.getInputCount() > 0) {
            return "; end the model at \"" + node.getInput(0)
                    + "\" (onnx.utils.extract_model) and do this with its output";
        }
        boolean standard = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
        String advice = standard
                ? BY_KIND.get(node.getOpType())
                : "export the model with operators of ONNX's own, without a runtime's optimizations";
        return advice == null ? "" : "; " + advice;
    }
}
