// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * ONNX Runtime's own integer operators, of its domain com.microsoft (its ContribOperators page): those that its quantizer
 * writes beside ONNX's. Each is the operator on reals between DEQUANTIZE and QUANTIZE.
 */
final class MicrosoftNodes {
    static final String DOMAIN = "com.microsoft";

    private static final Map<String, NodeKinds.Reader> READERS = new TreeMap<>();

    static {
        READERS.put("QuantizeLinear", NodeKinds.of("QuantizeLinear"));
        READERS.put("DequantizeLinear", NodeKinds.of("DequantizeLinear"));
        READERS.put("QLinearAdd", (node, emission) -> two(node, emission, "Add"));
        READERS.put("QLinearMul", (node, emission) -> two(node, emission, "Mul"));
        READERS.put("QLinearSigmoid", (node, emission) -> one(node, emission, "Sigmoid"));
        READERS.put("QLinearLeakyRelu", (node, emission) -> one(node, emission, "LeakyRelu"));
        READERS.put("QLinearAveragePool", (node, emission) -> one(node, emission, "AveragePool"));
        READERS.put("QLinearGlobalAveragePool", (node, emission) -> one(node, emission, "GlobalAveragePool"));
        READERS.put("QLinearSoftmax", (node, emission) -> one(node, emission, "Softmax"));
        READERS.put("QLinearConcat", MicrosoftNodes::concat);
        READERS.put("QGemm", MicrosoftNodes::gemm);
    }

    private MicrosoftNodes() {
    }

    /** How to read a kind of node of ONNX Runtime's domain; null if it is not supported. */
    static NodeKinds.Reader of(String kind) {
        return READERS.get(kind);
    }

    /** Inputs x, its scale and zero point, the output's. */
    private static List<Value> one(Node node, Emission emission, String kind) {
        Refusal.unless(node.integer("channels_last", 0) == 0, "channels_last is not supported");
        return stored(node, emission, 3, kind, IntegerNodes.reals(node, emission, 0));
    }

    /** Inputs a and b, each followed by its scale and zero point, then the output's. */
    private static List<Value> two(Node node, Emission emission, String kind) {
        return stored(node, emission, 6, kind, IntegerNodes.reals(node, emission, 0), IntegerNodes.reals(node, emission, 3));
    }

    /** The output's scale and zero point, then each input followed by its own. */
    private static List<Value> concat(Node node, Emission emission) {
        List<Value> reals = new ArrayList<>();
        for (int i = 2; i + 2 < node.inputCount(); i += 3) {
            reals.add(IntegerNodes.reals(node, emission, i));
        }
        return stored(node, emission, 0, "Concat", reals.toArray(Value[]::new));
    }

    /** Inputs a and b, each followed by its scale and zero point, int32 c or none, the output's; without those it is real. */
    private static List<Value> gemm(Node node, Emission emission) {
        int columns = node.integer("transB", 0) != 0 ? 0 : 1;
        Literal weights = QuantizationNodes.dequantize(node.literal(3), node.literal(4), node.literal(5), columns);
        Value bias = node.hasInput(6) ? IntegerNodes.bias(node.literal(6), node.literal(1), node.literal(4)) : null;
        Value[] reals = {IntegerNodes.reals(node, emission, 0), weights, bias};
        return node.hasInput(7) ? stored(node, emission, 7, "Gemm", reals)
                : NodeKinds.of("Gemm").read(node.with(Arrays.asList(reals)), emission);
    }

    private static List<Value> stored(Node node, Emission emission, int position, String kind, Value... reals) {
        Value result = NodeKinds.of(kind).read(node.with(Arrays.asList(reals)), emission).get(0);
        return List.of(IntegerNodes.quantized(node, emission, position, result));
    }
}
