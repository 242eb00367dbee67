// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime loads the files that {@link OnnxWriter} makes and computes what the graph does. */
@OnOracle
class OnnxExportTest {
    private static final int NETWORKS = 30;
    private static final int CASES = 100;
    private static final float TOLERANCE = 1e-4f;

    @ParameterizedTest
    @EnumSource
    void floatNetworksGiveTheSameReals(InterfaceLayout layout) {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Graph graph = RandomNetwork.float32(new Random(seed));
            for (OptLevel level : List.of(OptLevel.NO_OPT, OptLevel.ALL_OPT)) {
                List<OnnxComparison> outputs = OnnxComparison.run(graph, layout, level, inputs(graph, seed));
                for (OnnxComparison output : outputs) {
                    float error = output.largestDifference() / Math.max(output.magnitude(), 1e-6f);
                    assertTrue(error <= TOLERANCE, "network " + seed + ' ' + level + ": error " + error);
                }
            }
        }
    }

    /**
     * Each operator by itself, so that differences do not add up: TFLite's rounding and ONNX's differ by one step at
     * most.
     */
    @ParameterizedTest
    @MethodSource("io.lanewise.testing.OperatorSamples#int8InOnnx")
    void int8OperatorsAreWithinOneStep(OperatorSample sample) {
        // TFLite finds a bilinear place by multiples of a step rounded to 1/1024 of a cell: far from cell 0 it is off
        // by more.
        // NEG leaves the lowest integer as it is there, which has no opposite; here it becomes the highest.
        float most =
                sample.name().equals("RESIZE_BILINEAR") ? 3.5f : sample.name().equals("NEG") ? 255.5f : 1.5f;
        int elements = 0;
        int different = 0;
        int lowest = 0;
        for (int number = 0; number < Math.min(Counts.CASES, CASES); number++) {
            OperatorCase drawn = sample.draw(number, Form.INT8);
            for (byte input : drawn.inputs()) {
                lowest += input == Byte.MIN_VALUE ? 2 : 0;
            }
            for (OptLevel level : List.of(OptLevel.NO_OPT, OptLevel.ALL_OPT)) {
                for (OnnxComparison output :
                        OnnxComparison.run(drawn.graph(), InterfaceLayout.NCHW, level, drawn.inputs())) {
                    float steps = output.largestDifference() / output.step();
                    assertTrue(
                            steps < most, sample + " case " + number + ' ' + level + ": " + steps + " steps; " + drawn);
                    elements += output.expected().length;
                    different += output.countDifferent();
                }
            }
        }
        if (sample.name().equals("NEG")) {
            assertEquals(lowest, different, "of two runs each");
            return;
        }
        assertTrue(different * 5L < elements, different + " of " + elements + " values differ");
    }

    @Test
    void int8NetworksStayCloseWithFloatInterface() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Graph graph = quantized(seed, InterfaceType.FLOAT32);
            for (OnnxComparison output :
                    OnnxComparison.run(graph, InterfaceLayout.NHWC, OptLevel.ALL_OPT, inputs(graph, seed))) {
                assertTrue(
                        output.largestDifference() <= 8f / 256, "network " + seed + ": " + output.largestDifference());
            }
        }
    }

    /** A network of convolutions, pools, sums and a mean runs in NCHW throughout. */
    @Test
    void transposesNothing() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            ModelProto model = OnnxWriter.encode(quantized(seed, InterfaceType.INT8), InterfaceLayout.NCHW);
            assertEquals(
                    0,
                    model.getGraph().getNodeList().stream()
                            .map(NodeProto::getOpType)
                            .filter("Transpose"::equals)
                            .count());
        }
    }

    private static Graph quantized(int seed, InterfaceType type) {
        Model real = Model.of(RandomNetwork.float32(new Random(seed)));
        return Model.read("quantized", QuantizedModels.quantize(real, type)).graph();
    }

    private static byte[] inputs(Graph graph, int seed) {
        Random random = new Random(seed);
        ByteBuffer bytes = ByteBuffer.allocate((int) graph.inputs().stream()
                        .mapToLong(i -> graph.tensor(i).bytes())
                        .sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putFloat(random.nextFloat());
        }
        return bytes.array();
    }
}
