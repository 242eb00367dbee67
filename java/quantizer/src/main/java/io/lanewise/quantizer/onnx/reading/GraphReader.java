// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelFailure;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads one graph, node by node, and notes everything that it cannot read. */
final class GraphReader {
    private final GraphProto proto;
    private final int opset;
    private final OnnxOptions options;
    private final String name;
    private final ReadingBudget budget;
    private final Optional<InterfaceLayout> layout;
    private final List<String> problems = new ArrayList<>();
    private final Emission emission;
    private final Map<String, Value> values = new HashMap<>();
    private final List<Integer> inputs = new ArrayList<>();
    private final List<Integer> outputs = new ArrayList<>();
    private Annotations annotations;
    private boolean unsupported;

    /**
     * Reads nothing yet.
     *
     * @param name what messages call the file
     * @param budget what it may come to
     * @param layout of inputs and outputs of rank 4, whose graph has them NHWC; if it is not known, images are found
     * @param rounding of the model's integers
     */
    GraphReader(
            String name,
            GraphProto proto,
            int opset,
            OnnxOptions options,
            ReadingBudget budget,
            Optional<InterfaceLayout> layout,
            Rounding rounding) {
        this.name = name;
        this.budget = budget;
        this.emission = new Emission(name, budget, rounding);
        this.proto = proto;
        this.opset = opset;
        this.options = options;
        this.layout = layout;
    }

    /** What could not be read; empty if everything was. */
    List<String> problems() {
        return problems;
    }

    /** Whether a node is of a kind that is not known. */
    boolean hasUnsupported() {
        return unsupported;
    }

    void read() {
        for (TensorProto tensor : proto.getInitializerList()) {
            attempt(
                    () -> "initializer \"" + tensor.getName() + '"',
                    () -> values.put(tensor.getName(), LiteralReader.read(tensor, budget)));
        }
        annotations = new Annotations(proto, values);
        ImageInputs images = new ImageInputs(proto);
        for (ValueInfoProto input : proto.getInputList()) {
            // Files of before 2019 list their weights among the inputs.
            if (!values.containsKey(input.getName())) {
                values.put(input.getName(), new Value.Unknown());
                attempt(() -> "input \"" + input.getName() + '"', () -> readInput(input, images));
            }
        }
        List<String> names =
                proto.getInputList().stream().map(ValueInfoProto::getName).toList();
        for (String given : options.inputShapes().keySet()) {
            if (!names.contains(given)) {
                problems.add("a shape is given for \"" + given + "\", but the inputs are \""
                        + String.join("\", \"", names) + '"');
            }
        }
        for (int i = 0; i < proto.getNodeCount(); i++) {
            readNode(i, proto.getNode(i));
        }
        for (ValueInfoProto output : proto.getOutputList()) {
            attempt(() -> "output \"" + output.getName() + '"', () -> readOutput(output.getName()));
        }
    }

    /** Of the graph's reals. */
    Origins origins() {
        return emission.origins();
    }

    Graph graph() {
        return emission.graph(inputs, outputs);
    }

    private void attempt(Supplier<String> what, Runnable reading) {
        try {
            reading.run();
        } catch (Refusal e) {
            problems.add(what.get() + ": " + e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (!ModelFailure.isDamage(e)) {
                throw ModelFailure.of(name, what.get(), e);
            }
            // What a damaged file leads to somewhere in the arithmetic on its sizes.
            problems.add(what.get() + " does not make sense: " + e.getMessage());
        }
    }

    private void readInput(ValueInfoProto input, ImageInputs images) {
        TypeProto.Tensor type = input.getType().getTensorType();
        TensorProto.DataType element = TensorProto.DataType.forNumber(type.getElemType());
        boolean integer = element != null && IntegerType.isActivation(element);
        Refusal.unless(
                input.getType().hasTensorType()
                        && element != null
                        && (Literal.isReal(element) || integer || WholeNumbers.are(WholeNumbers.held(element))),
                "is of type %s; inputs must be float, int8, uint8, int16, int32, int64 or bool tensors",
                element);
        int[] dims = dims(input.getName(), type.getShape());
        emission.begin(input.getName());
        boolean image = layout.isEmpty() && (dims.length == 4 || dims.length == 3) && images.isImage(input.getName());
        int[] order = image ? Orders.channelsLast(dims.length) : interfaceOrder(dims.length);
        Computed value = integer
                ? emission.addInteger(input.getName(), element, annotations.of(input.getName(), element), dims, order)
                : emission.add(input.getName(), WholeNumbers.held(element), dims, order);
        inputs.add(value.tensor());
        values.put(input.getName(), value);
    }

    private int[] interfaceOrder(int rank) {
        return rank == 4 && layout.isPresent() && layout.get() == InterfaceLayout.NCHW
                ? Orders.channelsLast(rank)
                : Orders.identity(rank);
    }

    private int[] dims(String name, TensorShapeProto shape) {
        List<Integer> given = options.inputShapes().get(name);
        Refusal.unless(
                given == null || given.size() == shape.getDimCount(),
                "has %d dimensions, the shape given for it %s",
                shape.getDimCount(),
                given);
        int[] dims = new int[shape.getDimCount()];
        for (int d = 0; d < dims.length; d++) {
            TensorShapeProto.Dimension dim = shape.getDim(d);
            boolean fixed = dim.hasDimValue() && dim.getDimValue() > 0;
            Refusal.unless(
                    given != null || fixed || d == 0,
                    "dimension %d is \"%s\", without a number; give the input's shape",
                    d,
                    dim.getDimParam());
            dims[d] = given != null ? given.get(d) : fixed ? Math.toIntExact(dim.getDimValue()) : 1;
            Refusal.unless(dims[d] > 0, "dimension %d is %d", d, dims[d]);
        }
        return dims;
    }

    private void readNode(int index, NodeProto proto) {
        List<Value> operands = new ArrayList<>();
        boolean readable = true;
        for (String name : proto.getInputList()) {
            Value value = name.isEmpty() ? null : values.get(name);
            if (!name.isEmpty() && value == null) {
                problems.add(new Node(proto, opset, List.of(), budget).describe(index) + ": reads \"" + name
                        + "\", which no earlier node writes");
            }
            readable &= name.isEmpty() || value != null && !(value instanceof Value.Unknown);
            operands.add(value);
        }
        Node node = new Node(proto, opset, operands, budget);
        boolean known = isKnown(proto);
        if (!known) {
            problems.add(node.describe(index) + ": not supported (opset " + opset + ")" + Advice.on(proto));
            unsupported = true;
        }
        proto.getOutputList().forEach(output -> values.put(output, new Value.Unknown()));
        if (known && readable) {
            emission.begin(proto.getOutputCount() > 0 ? proto.getOutput(0) : "");
            attempt(() -> node.describe(index), () -> assign(node, results(proto, node)));
        }
    }

    private static boolean isKnown(NodeProto proto) {
        return NodeKinds.of(proto) != null
                || Sizes.are(proto)
                || NodeKinds.isOnnxs(proto) && Folding.of(proto.getOpType()) != null;
    }

    private List<Value> results(NodeProto proto, Node node) {
        if (Sizes.are(proto)) {
            return List.of(Sizes.of(node));
        }
        Folding.Function folding = NodeKinds.isOnnxs(proto) ? Folding.of(node.kind()) : null;
        if (folding != null && node.isConstant()) {
            return List.of(folding.apply(node));
        }
        NodeTable.Kind kind = NodeKinds.of(proto);
        Refusal.unless(kind != null, "is supported on constants only, but an input is computed");
        return kind.reader().read(node, emission);
    }

    private void assign(Node node, List<Value> results) {
        for (int i = 0; i < results.size() && i < node.outputCount(); i++) {
            values.put(node.output(i), results.get(i));
            if (results.get(i) instanceof Computed computed) {
                emission.name(computed, node.output(i));
            }
        }
    }

    /**
     * As the file's layout says; if that is not known, images stay NHWC and everything else comes out as ONNX has it.
     */
    private void readOutput(String name) {
        Value value = values.get(name);
        Refusal.unless(value != null, "no node writes it");
        if (value instanceof Value.Unknown) {
            return;
        }
        emission.begin(name);
        boolean image = layout.isEmpty()
                && value instanceof Computed computed
                && Arrays.equals(computed.order(), Orders.channelsLast(4));
        int[] order = image ? Orders.channelsLast(4) : interfaceOrder(value.rank());
        Quantization quantization = value instanceof Literal literal && IntegerType.isActivation(literal.type())
                ? annotations.of(name, literal.type())
                : null;
        Computed output = quantization != null
                ? emission.constantInteger((Literal) value, quantization, order)
                : emission.ordered(value, order);
        if (!inputs.contains(output.tensor()) && !outputs.contains(output.tensor())) {
            emission.rename(output, name);
        }
        outputs.add(output.tensor());
    }
}
