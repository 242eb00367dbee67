// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a node test through the importer and the executor. Weights, sizes and integers, which are constants in a model,
 * are bound as constants: at first none, then, where that is refused, all that are not real numbers, then all but the
 * first, then all. Inputs and outputs are flattened, so that they are in ONNX's order whatever the graph's.
 */
final class NodeTestRun {

    private NodeTestRun() {}

    /** The outputs in ONNX's order. Throws what the importer throws if it refuses every form. */
    static List<float[]> run(NodeTestCase test, Backend backend) {
        ModelException refusal = null;
        for (int bound = 0; bound < 4; bound++) {
            try {
                return run(form(test, bound), test, bound, backend);
            } catch (ModelException e) {
                refusal = refusal == null || bound <= 2 ? e : refusal;
            }
        }
        throw refusal;
    }

    private static boolean isBound(NodeTestCase test, int input, int bound) {
        return bound == 3 || bound > 0 && !isReal(test.inputs().get(input)) || bound == 2 && input > 0;
    }

    static boolean isReal(TensorProto tensor) {
        return switch (TensorProto.DataType.forNumber(tensor.getDataType())) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
            default -> false;
        };
    }

    private static ModelProto form(NodeTestCase test, int bound) {
        GraphProto original = test.model().getGraph();
        GraphProto.Builder graph = original.toBuilder().clearInput().clearNode().clearOutput();
        for (int i = 0; i < test.inputs().size(); i++) {
            String name = original.getInput(i).getName();
            TensorProto values = test.inputs().get(i);
            if (isBound(test, i, bound)) {
                graph.addInitializer(values.toBuilder().setName(name));
            } else {
                graph.addInput(flat(name + "/flat", typeOf(values), NodeTestValues.elements(values)));
                reshape(graph, name + "/flat", name, values.getDimsList());
            }
        }
        graph.addAllNode(original.getNodeList());
        for (ValueInfoProto output : original.getOutputList()) {
            reshape(graph, output.getName(), output.getName() + "/flat", List.of(-1L));
            graph.addOutput(flat(output.getName() + "/flat", TensorProto.DataType.FLOAT, 0));
        }
        return test.model().toBuilder().setGraph(graph).build();
    }

    /** Reals are float32, whatever their width. */
    private static TensorProto.DataType typeOf(TensorProto tensor) {
        return isReal(tensor) ? TensorProto.DataType.FLOAT : TensorProto.DataType.forNumber(tensor.getDataType());
    }

    private static ValueInfoProto flat(String name, TensorProto.DataType type, int elements) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(elements))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static void reshape(GraphProto.Builder graph, String from, String to, List<Long> dims) {
        TensorProto shape = TensorProto.newBuilder()
                .setName(to + "/shape")
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(dims.size())
                .addAllInt64Data(dims)
                .build();
        graph.addInitializer(shape)
                .addNode(NodeProto.newBuilder()
                        .setOpType("Reshape")
                        .addInput(from)
                        .addInput(to + "/shape")
                        .addOutput(to)
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("allowzero")
                                .setI(1)
                                .setType(AttributeProto.AttributeType.INT)));
    }

    private static List<float[]> run(ModelProto proto, NodeTestCase test, int bound, Backend backend) {
        Model model =
                Model.of(OnnxReader.read(test.name(), ByteBuffer.wrap(proto.toByteArray()), OnnxOptions.defaults()));
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(backend))) {
            int next = 0;
            for (int i = 0; i < test.inputs().size(); i++) {
                if (!isBound(test, i, bound)) {
                    NodeTestValues.put(test.inputs().get(i), session.input(next++));
                }
            }
            session.run();
            List<float[]> outputs = new ArrayList<>();
            for (int i = 0; i < model.outputs().size(); i++) {
                outputs.add(NodeTestValues.floats(test.outputs().get(i), session.output(i)));
            }
            return outputs;
        }
    }
}
