// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/** A graph written as {@code .onnx}: ONNX Runtime runs the file, and read again it gives the graph's own bytes. */
final class OnnxRoundTrip {
    /** Of the largest value of a float output; sums may be taken in another order. */
    private static final float TOLERANCE = 1e-4f;

    private OnnxRoundTrip() {}

    /** Fails unless both layouts come back; returns what ONNX Runtime computes. {@code what} begins messages. */
    static List<OnnxComparison> check(Graph graph, byte[] record, String what) {
        for (InterfaceLayout layout : InterfaceLayout.values()) {
            byte[] file = OnnxWriter.encode(graph, layout).toByteArray();
            Graph again = OnnxReader.read("again", ByteBuffer.wrap(file), OnnxOptions.defaults());
            sameInterface(graph, graph.inputs(), again, again.inputs(), what + ' ' + layout + " input ");
            sameInterface(graph, graph.outputs(), again, again.outputs(), what + ' ' + layout + " output ");
            sameValues(
                    graph,
                    ModelRun.run(Model.of(graph), Backend.JAVA, record, 1),
                    ModelRun.run(Model.of(again), Backend.JAVA, record, 1),
                    what + ' ' + layout + " output ");
        }
        OnnxComparison.run(graph, InterfaceLayout.NHWC, OptLevel.NO_OPT, record);
        return OnnxComparison.run(graph, InterfaceLayout.NCHW, OptLevel.NO_OPT, record);
    }

    private static void sameInterface(
            Graph graph, List<Integer> tensors, Graph again, List<Integer> tensorsAgain, String what) {
        assertEquals(tensors.size(), tensorsAgain.size(), what);
        for (int i = 0; i < tensors.size(); i++) {
            Tensor expected = graph.tensor(tensors.get(i));
            Tensor actual = again.tensor(tensorsAgain.get(i));
            assertEquals(expected.shape(), actual.shape(), what + i);
            assertEquals(expected.type(), actual.type(), what + i);
            assertEquals(expected.quantization(), actual.quantization(), what + i);
        }
    }

    private static void sameValues(Graph graph, byte[] expected, byte[] actual, String what) {
        ByteBuffer left = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer right = ByteBuffer.wrap(actual).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < graph.outputs().size(); i++) {
            Tensor tensor = graph.tensor(graph.outputs().get(i));
            int bytes = (int) tensor.bytes();
            ByteBuffer ours = left.slice(left.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer theirs = right.slice(right.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
            left.position(left.position() + bytes);
            right.position(right.position() + bytes);
            boolean exact = graph.tensors().stream().noneMatch(t -> t.type() == DataType.FLOAT32);
            if (exact || tensor.type() != DataType.FLOAT32) {
                assertEquals(ours, theirs, what + i + ": bytes differ");
            } else {
                near(OnnxRuntime.reals(tensor, ours), OnnxRuntime.reals(tensor, theirs), what + i);
            }
        }
    }

    private static void near(float[] expected, float[] actual, String what) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            boolean near = Float.compare(expected[i], actual[i]) == 0
                    || Math.abs(expected[i] - actual[i]) <= TOLERANCE * Math.max(largest, Float.MIN_NORMAL);
            assertTrue(near, what + ": expected " + expected[i] + ", got " + actual[i]);
        }
    }

    /** Bytes for all inputs: integers of any value, reals around 0. */
    static byte[] record(Graph graph, Random random) {
        ByteBuffer record = ByteBuffer.allocate((int) graph.inputs().stream()
                        .mapToLong(i -> graph.tensor(i).bytes())
                        .sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int input : graph.inputs()) {
            Tensor tensor = graph.tensor(input);
            if (tensor.type() == DataType.FLOAT32) {
                for (int i = 0; i < tensor.shape().elements(); i++) {
                    record.putFloat((float) random.nextGaussian());
                }
            } else {
                byte[] bytes = new byte[(int) tensor.bytes()];
                random.nextBytes(bytes);
                record.put(bytes);
            }
        }
        return record.array();
    }
}
