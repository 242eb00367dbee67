// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.graph.ReadingBudget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One node of the file: its attributes, with their defaults where it is asked for them, and what its inputs stand for.
 */
final class Node {
    private final NodeProto proto;
    private final int opset;
    private final List<Value> inputs;
    private final ReadingBudget budget;
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    /** {@code inputs}: null where an optional one was left out. */
    Node(NodeProto proto, int opset, List<Value> inputs, ReadingBudget budget) {
        this.proto = proto;
        this.opset = opset;
        this.inputs = inputs;
        this.budget = budget;
        proto.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
    }

    /** The same attributes with other inputs. */
    Node with(List<Value> otherInputs) {
        return new Node(proto, opset, otherInputs, budget);
    }

    String kind() {
        return proto.getOpType();
    }

    /** The version of the operator set that the model asks for. */
    int opset() {
        return opset;
    }

    int inputCount() {
        return inputs.size();
    }

    List<Value> inputs() {
        return inputs;
    }

    /** Whether all inputs are known when the model is read. */
    boolean isConstant() {
        for (Value input : inputs) {
            if (input != null && !(input instanceof Literal)) {
                return false;
            }
        }
        return true;
    }

    boolean hasInput(int position) {
        return position < inputs.size() && inputs.get(position) != null;
    }

    Value input(int position) {
        Refusal.unless(hasInput(position), "input %d is missing", position);
        return inputs.get(position);
    }

    /** An input that an inference computes. */
    Computed computed(int position) {
        Refusal.unless(input(position) instanceof Computed, "input %d is a constant", position);
        return (Computed) input(position);
    }

    /** An input that must be known when the model is read. */
    Literal literal(int position) {
        Refusal.unless(
                input(position) instanceof Literal,
                "input %d \"%s\" is computed, but must be a constant",
                position,
                proto.getInput(position));
        return (Literal) input(position);
    }

    /** What the file may come to. */
    ReadingBudget budget() {
        return budget;
    }

    /**
     * {@code dims}, the sizes of a literal of a type about to be made, after it is taken from what the file may come
     * to.
     */
    int[] afforded(TensorProto.DataType type, int... dims) {
        budget.spend((long) (Literal.isReal(type) ? Float.BYTES : Long.BYTES) * Literal.elements(dims));
        return dims;
    }

    int outputCount() {
        return proto.getOutputCount();
    }

    String output(int position) {
        return proto.getOutput(position);
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    int integer(String attribute, int otherwise) {
        return has(attribute) ? Math.toIntExact(attributes.get(attribute).getI()) : otherwise;
    }

    float real(String attribute, float otherwise) {
        return has(attribute) ? attributes.get(attribute).getF() : otherwise;
    }

    String text(String attribute, String otherwise) {
        return has(attribute) ? attributes.get(attribute).getS().toStringUtf8() : otherwise;
    }

    int[] integers(String attribute, int... otherwise) {
        return has(attribute)
                ? attributes.get(attribute).getIntsList().stream()
                        .mapToInt(Node::clamped)
                        .toArray()
                : otherwise;
    }

    private static int clamped(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    AttributeProto attribute(String name) {
        Refusal.unless(has(name), "attribute \"%s\" is missing", name);
        return attributes.get(name);
    }

    /** Integers that older opsets have as an attribute, newer ones as an input; null where there is neither. */
    int[] integers(String attribute, int input) {
        if (has(attribute)) {
            return integers(attribute);
        }
        return hasInput(input) ? literal(input).ints() : null;
    }

    /** An axis of {@code rank} dimensions, counted from the end where it is negative. */
    static int axis(int axis, int rank) {
        Refusal.unless(axis >= -rank && axis < rank, "axis %d is not one of %d dimensions", axis, rank);
        return axis < 0 ? axis + rank : axis;
    }

    /** How messages name the node: by kind, name and first output. */
    String describe(int index) {
        return "node " + index + ' ' + (proto.getDomain().isEmpty() ? "" : proto.getDomain() + '.') + kind() + " \""
                + (proto.getName().isEmpty() && proto.getOutputCount() > 0 ? proto.getOutput(0) : proto.getName())
                + '"';
    }
}
