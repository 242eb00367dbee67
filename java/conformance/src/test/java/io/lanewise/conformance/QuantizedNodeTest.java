// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ONNX's own tests of its quantization operators, exactly. Their inputs are all inputs of the model; scales, zero
 * points and weights are made constants, as models have them. What is computed of constants alone is worked out by the
 * reader; where the graph can hold it, the first input is also left to the runtime.
 */
class QuantizedNodeTest {
    private static final String KINDS =
            "(quantizelinear|dequantizelinear|dynamicquantizelinear|qlinearconv|qlinearmatmul"
                    + "|matmulinteger|convinteger)";

    static Stream<NodeTestCase> cases() {
        return NodeTestCase.read(SharedData.file("onnx-node-tests/node.zip")).stream()
                .filter(QuantizedNodeTest::covers)
                .filter(c -> !c.name().matches(".*(e4m3|e5m2|float4).*"));
    }

    /** Whether a test is of a quantization operator. */
    static boolean covers(NodeTestCase c) {
        return c.name().matches(KINDS + ".*");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void constantsAreWorkedOut(NodeTestCase c) throws IOException {
        check(c, 0);
    }

    static Stream<NodeTestCase> computed() {
        return cases().filter(c -> !c.name().matches(".*(int16|int4|int2|dynamic|blocked|linear_axis|float16|_3D_).*"));
    }

    @ParameterizedTest
    @MethodSource("computed")
    void theRuntimeGivesTheSame(NodeTestCase c) throws IOException {
        check(c, 1);
    }

    /** All inputs from {@code computed} on are constants. */
    private static void check(NodeTestCase c, int computed) throws IOException {
        GraphProto.Builder graph = c.model().getGraph().toBuilder();
        for (int i = graph.getInputCount() - 1; i >= computed; i--) {
            ValueInfoProto input = graph.getInput(i);
            graph.removeInput(i).addInitializer(c.inputs().get(i).toBuilder().setName(input.getName()));
        }
        ModelProto model = c.model().toBuilder().setGraph(graph).build();
        Model read = Model.of(OnnxReader.read(c.name(), ByteBuffer.wrap(model.toByteArray()), OnnxOptions.defaults()));
        try (Session session = read.newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            if (computed > 0) {
                session.input(0).put(bytes(c, read));
            }
            session.run();
            for (int i = 0; i < c.outputs().size(); i++) {
                assertArrayEquals(
                        NodeTestValues.floats(c.outputs().get(i)), actual(c, session, i), c.name() + " output " + i);
            }
        }
    }

    private static byte[] bytes(NodeTestCase c, Model model) {
        TensorProto input = c.inputs().get(0);
        float[] values = image(c)
                ? transposed(model.inputs().get(0), NodeTestValues.floats(input), true)
                : NodeTestValues.floats(input);
        if (model.inputs().get(0).type() == DataType.FLOAT32) {
            ByteBuffer floats = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            floats.asFloatBuffer().put(values);
            return floats.array();
        }
        byte[] bytes = new byte[values.length];
        int shift = input.getDataType() == TensorProto.DataType.UINT8_VALUE ? 128 : 0;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] - shift);
        }
        return bytes;
    }

    /** The numbers of the file's type and order. */
    private static float[] actual(NodeTestCase c, Session session, int output) {
        Tensor tensor = session.output(output).tensor();
        boolean unsigned = c.outputs().get(output).getDataType() == TensorProto.DataType.UINT8_VALUE;
        float[] values;
        if (tensor.type() == DataType.FLOAT32) {
            values = session.output(output).floats();
        } else {
            byte[] bytes = session.output(output).bytes();
            values = new float[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                values[i] = bytes[i] + (unsigned ? 128 : 0);
            }
        }
        return image(c) ? transposed(tensor, values, false) : values;
    }

    private static boolean image(NodeTestCase c) {
        return c.name().contains("conv");
    }

    /** NHWC for NCHW, or back. */
    private static float[] transposed(Tensor tensor, float[] values, boolean channelsLast) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Tensor reals = new Tensor("", DataType.FLOAT32, tensor.shape(), null, null);
        float[] moved = new float[values.length];
        OnnxRuntime.transposed(reals, bytes, !channelsLast)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(moved);
        return moved;
    }
}
