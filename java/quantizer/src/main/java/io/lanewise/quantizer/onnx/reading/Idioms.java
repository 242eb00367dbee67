// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Functions that files of older opsets compose of several nodes, as the one node that newer ones have: HardSwish of
 * HardSigmoid, Gelu of Erf. Only as one node they have an integer form, and Erf alone is not known here.
 */
final class Idioms {
    private static final float TOLERANCE = 1e-5f;
    /** Stands for a graph's output among the readers of a value. */
    private static final NodeProto OUTPUT = NodeProto.getDefaultInstance();

    /** A value times a constant. */
    private record Scaled(String value, double factor) {
        boolean is(String wanted, double factor) {
            return value.equals(wanted) && Math.abs(this.factor / factor - 1) < TOLERANCE;
        }
    }

    private final GraphProto graph;
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, List<NodeProto>> readers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    /** By output. */
    private final Map<String, NodeProto> replaced = new HashMap<>();

    private final Set<String> dropped = new HashSet<>();

    private Idioms(GraphProto graph) {
        this.graph = graph;
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : graph.getNodeList()) {
            node.getInputList()
                    .forEach(input -> readers.computeIfAbsent(input, name -> new ArrayList<>())
                            .add(node));
            node.getOutputList().forEach(output -> producers.put(output, node));
            if (node.getOpType().equals("Constant") && node.getOutputCount() == 1) {
                node.getAttributeList().stream()
                        .filter(attribute -> attribute.getName().equals("value"))
                        .forEach(attribute -> constants.put(node.getOutput(0), attribute.getT()));
            }
        }
        graph.getOutputList()
                .forEach(output -> readers.computeIfAbsent(output.getName(), name -> new ArrayList<>())
                        .add(OUTPUT));
    }

    /** The same function; nodes keep their order. */
    static GraphProto apply(GraphProto graph) {
        boolean any = graph.getNodeList().stream().anyMatch(node -> isKind(node, "Erf") || isKind(node, "HardSigmoid"));
        return any ? new Idioms(graph).replaced() : graph;
    }

    private GraphProto replaced() {
        for (NodeProto node : graph.getNodeList()) {
            if (node.getInputCount() == 1 && node.getOutputCount() == 1 && isKind(node, "HardSigmoid")) {
                hardSwish(node);
            } else if (node.getInputCount() == 1 && node.getOutputCount() == 1 && isKind(node, "Erf")) {
                gelu(node);
            }
        }
        GraphProto.Builder result = graph.toBuilder().clearNode();
        for (NodeProto node : graph.getNodeList()) {
            String output = node.getOutputCount() == 0 ? "" : node.getOutput(0);
            if (!dropped.contains(output)) {
                result.addNode(replaced.getOrDefault(output, node));
            }
        }
        return result.build();
    }

    /** x * clamp(x / 6 + 1/2, 0, 1). */
    private void hardSwish(NodeProto sigmoid) {
        String x = sigmoid.getInput(0);
        NodeProto product = onlyReader(sigmoid.getOutput(0));
        boolean ours =
                isNear(attribute(sigmoid, "alpha", 0.2f), 1f / 6) && isNear(attribute(sigmoid, "beta", 0.5f), 0.5f);
        if (ours && isKind(product, "Mul") && x.equals(other(product, sigmoid.getOutput(0)))) {
            replace(product, "HardSwish", x, sigmoid);
        }
    }

    /** x / 2 * (1 + erf(x / sqrt(2))), the factors in any order. */
    private void gelu(NodeProto erf) {
        Scaled argument = scaled(erf.getInput(0));
        NodeProto sum = onlyReader(erf.getOutput(0));
        if (argument == null
                || !argument.is(argument.value, Math.sqrt(0.5))
                || !isKind(sum, "Add")
                || !isNear(number(other(sum, erf.getOutput(0))), 1)) {
            return;
        }
        String x = argument.value;
        NodeProto inner = onlyReader(sum.getOutput(0));
        String factor = isKind(inner, "Mul") ? other(inner, sum.getOutput(0)) : null;
        if (factor == null) {
            return;
        }
        Scaled half = scaled(factor);
        NodeProto outer = onlyReader(inner.getOutput(0));
        Scaled result =
                outer == OUTPUT || outer == null || outer.getOutputCount() != 1 ? null : scaled(outer.getOutput(0));
        if (half != null && half.is(x, 0.5)) {
            replace(inner, "Gelu", x, erf, sum, producers.get(factor), producers.get(erf.getInput(0)));
        } else if (factor.equals(x) && result != null && result.is(inner.getOutput(0), 0.5)
                || isNear(number(factor), 0.5f) && isKind(outer, "Mul") && x.equals(other(outer, inner.getOutput(0)))) {
            replace(outer, "Gelu", x, erf, sum, inner, producers.get(erf.getInput(0)));
        }
    }

    /** Puts a node of one input in the place of another; drops those of its parts that nothing else reads. */
    private void replace(NodeProto last, String kind, String input, NodeProto... parts) {
        replaced.put(
                last.getOutput(0),
                NodeProto.newBuilder()
                        .setOpType(kind)
                        .setName(last.getName())
                        .addInput(input)
                        .addOutput(last.getOutput(0))
                        .build());
        for (NodeProto part : parts) {
            if (onlyReader(part.getOutput(0)) != null) {
                dropped.add(part.getOutput(0));
            }
        }
    }

    /** The one node that reads a value, once; null if there are more. */
    private NodeProto onlyReader(String value) {
        List<NodeProto> all = readers.getOrDefault(value, List.of());
        return all.size() == 1 ? all.get(0) : null;
    }

    /** What a Mul or Div by a constant does; null of anything else. */
    private Scaled scaled(String value) {
        NodeProto node = producers.get(value);
        if (isKind(node, "Div") && node.getInputCount() == 2) {
            float divisor = number(node.getInput(1));
            return Float.isNaN(divisor) ? null : new Scaled(node.getInput(0), 1 / divisor);
        }
        if (!isKind(node, "Mul") || node.getInputCount() != 2) {
            return null;
        }
        int constant = Float.isNaN(number(node.getInput(1))) ? 0 : 1;
        float factor = number(node.getInput(constant));
        return Float.isNaN(factor) ? null : new Scaled(node.getInput(1 - constant), factor);
    }

    /** The other one of two inputs. */
    private static String other(NodeProto node, String input) {
        return node.getInputCount() != 2 ? "" : node.getInput(0).equals(input) ? node.getInput(1) : node.getInput(0);
    }

    /** The one number of a constant; else NaN. */
    private float number(String value) {
        TensorProto tensor = constants.get(value);
        if (tensor == null
                || tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE
                || !tensor.getDimsList().stream().allMatch(dim -> dim == 1)) {
            return Float.NaN;
        }
        if (tensor.getRawData().size() == Float.BYTES) {
            return Float.intBitsToFloat(Integer.reverseBytes(
                    tensor.getRawData().asReadOnlyByteBuffer().getInt()));
        }
        return tensor.getFloatDataCount() == 1 ? tensor.getFloatData(0) : Float.NaN;
    }

    private static boolean isKind(NodeProto node, String kind) {
        return node != null
                && node.getOpType().equals(kind)
                && (node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx"));
    }

    private static boolean isNear(float value, float wanted) {
        return Math.abs(value - wanted) < TOLERANCE;
    }

    private static float attribute(NodeProto node, String name, float otherwise) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .map(AttributeProto::getF)
                .orElse(otherwise);
    }
}
