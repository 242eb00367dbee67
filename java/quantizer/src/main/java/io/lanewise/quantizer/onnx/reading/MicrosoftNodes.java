// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * ONNX Runtime's own integer operators, of its domain com.microsoft (its ContribOperators page): those that its
 * quantizer writes beside ONNX's. Each is the operator on reals between DEQUANTIZE and QUANTIZE.
 */
final class MicrosoftNodes {
    static final String DOMAIN = "com.microsoft";

    private MicrosoftNodes() {}

    static void addTo(NodeTable table) {
        table.add("DequantizeLinear", ImageRole.TRANSPARENT, ConversionNodes::dequantize);
        table.add("QGemm", MicrosoftNodes::gemm);
        table.add("QLinearAdd", ImageRole.TRANSPARENT, (node, emission) -> two(node, emission, "Add"));
        table.add("QLinearAveragePool", ImageRole.IMAGE, (node, emission) -> one(node, emission, "AveragePool"));
        table.add("QLinearConcat", MicrosoftNodes::concat);
        table.add(
                "QLinearGlobalAveragePool",
                ImageRole.IMAGE,
                (node, emission) -> one(node, emission, "GlobalAveragePool"));
        table.add("QLinearLeakyRelu", ImageRole.TRANSPARENT, (node, emission) -> one(node, emission, "LeakyRelu"));
        table.add("QLinearMul", ImageRole.TRANSPARENT, (node, emission) -> two(node, emission, "Mul"));
        table.add("QLinearSigmoid", ImageRole.TRANSPARENT, (node, emission) -> one(node, emission, "Sigmoid"));
        table.add("QLinearSoftmax", (node, emission) -> one(node, emission, "Softmax"));
        table.add("QuantizeLinear", ImageRole.TRANSPARENT, ConversionNodes::quantize);
    }

    /** Inputs x, its scale and zero point, the output's. */
    private static Value one(Node node, Emission emission, String kind) {
        Refusal.unless(node.integer("channels_last", 0) == 0, "channels_last is not supported");
        return stored(node, emission, 3, kind, IntegerNodes.reals(node, emission, 0));
    }

    /** Inputs a and b, each followed by its scale and zero point, then the output's. */
    private static Value two(Node node, Emission emission, String kind) {
        return stored(
                node, emission, 6, kind, IntegerNodes.reals(node, emission, 0), IntegerNodes.reals(node, emission, 3));
    }

    /** The output's scale and zero point, then each input followed by its own. */
    private static Value concat(Node node, Emission emission) {
        List<Value> reals = new ArrayList<>();
        for (int i = 2; i + 2 < node.inputCount(); i += 3) {
            reals.add(IntegerNodes.reals(node, emission, i));
        }
        return stored(node, emission, 0, "Concat", reals.toArray(Value[]::new));
    }

    /**
     * Inputs a and b, each followed by its scale and zero point, int32 c or none, the output's; without those it is
     * real.
     */
    private static Value gemm(Node node, Emission emission) {
        int columns = node.integer("transB", 0) != 0 ? 0 : 1;
        Literal weights = ConversionNodes.dequantize(node.literal(3), node.literal(4), node.literal(5), columns);
        Value bias = node.hasInput(6) ? IntegerNodes.bias(node.literal(6), node.literal(1), node.literal(4)) : null;
        Value[] reals = {IntegerNodes.reals(node, emission, 0), weights, bias};
        return node.hasInput(7) ? stored(node, emission, 7, "Gemm", reals) : read("Gemm", node, emission, reals);
    }

    private static Value stored(Node node, Emission emission, int position, String kind, Value... reals) {
        return IntegerNodes.quantized(node, emission, position, read(kind, node, emission, reals));
    }

    /** The result of one of ONNX's own kinds on reals. */
    private static Value read(String kind, Node node, Emission emission, Value... reals) {
        return NodeKinds.reader(kind)
                .read(node.with(Arrays.asList(reals)), emission)
                .get(0);
    }
}
