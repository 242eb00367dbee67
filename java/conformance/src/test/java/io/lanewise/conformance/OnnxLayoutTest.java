// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Graphs in which an image, computed channels first, is read by something that wants the graph's order. */
@OnOracle
class OnnxLayoutTest {
    private final Random random = new Random(3);
    private final GraphBuilder graph = new GraphBuilder("layout");
    private final int image = graph.input("", 1, 6, 5, 2);
    private final int conv = graph.apply(new Conv2d(
            image,
            constant(3, 3, 3, 2),
            constant(3),
            activation(1, 6, 5, 3),
            Window.same(3, 3, 1, 1, 1, 1, 6, 5),
            Activation.NONE));

    @Test
    void flattenedImagesKeepTheirOrderBeforeDenseLayers() {
        int flat = graph.apply(new Reshape(conv, activation(1, 90)));
        int left = graph.apply(
                new FullyConnected(flat, constant(4, 90), constant(4), activation(1, 4), Activation.RELU6, false));
        int right =
                graph.apply(new FullyConnected(flat, constant(4, 90), -1, activation(1, 4), Activation.NONE, false));
        check(0, graph.apply(new Add(left, right, activation(1, 4), Activation.NONE)));
    }

    @Test
    void denseLayersFlattenByThemselves() {
        check(
                0,
                graph.apply(new FullyConnected(
                        conv, constant(4, 90), constant(4), activation(1, 4), Activation.NONE, false)));
    }

    @Test
    void denseLayersReadCells() {
        check(
                2,
                graph.apply(new FullyConnected(
                        conv, constant(4, 3), constant(4), activation(1, 6, 5, 4), Activation.NONE, true)));
    }

    @Test
    void reshapesOfImagesSeeTheGraphsOrder() {
        check(1, graph.apply(new Reshape(conv, activation(1, 30, 3))));
    }

    @Test
    void flattenedImagesThatOthersReadAreInTheGraphsOrder() {
        int flat = graph.apply(new Reshape(conv, activation(1, 90)));
        graph.apply(new FullyConnected(flat, constant(4, 90), constant(4), activation(1, 4), Activation.NONE, false));
        check(1, flat, graph.operators().get(2).output());
    }

    @Test
    void meansWithoutTheirDimensionsComeBackInOrder() {
        check(1, graph.apply(new Mean(conv, activation(1, 5, 3), List.of(1), false)));
    }

    @Test
    void pooledImagesNeedNoTranspose() {
        int mean = graph.apply(new Mean(conv, activation(1, 1, 1, 3), List.of(1, 2), true));
        int row = graph.apply(new Reshape(mean, activation(1, 3)));
        int back = graph.apply(new Reshape(row, activation(1, 1, 1, 3)));
        check(0, graph.apply(new Add(conv, back, activation(1, 6, 5, 3), Activation.RELU_N1_TO_1)));
    }

    @Test
    void lowerRanksBroadcast() {
        int mean = graph.apply(new Mean(conv, activation(3), List.of(0, 1, 2), false));
        int sum = graph.apply(new Add(mean, conv, activation(1, 6, 5, 3), Activation.NONE));
        check(0, graph.apply(new Add(constant(5, 1), sum, activation(1, 6, 5, 3), Activation.NONE)));
    }

    @Test
    void softmaxRunsOverTheChannels() {
        check(0, graph.apply(new Softmax(conv, activation(1, 6, 5, 3), 0.5f)));
    }

    @Test
    void inputsAndConstantsMayBeOutputs() {
        check(0, image, constant(2, 2), conv, conv);
    }

    /**
     * A TRANSPOSE writes no node: its output is its input, seen in another order, and that stays where others read it.
     */
    @Test
    void transposedValuesAreReadAsTheyWereToo() {
        int moved = graph.apply(new Transpose(conv, activation(1, 3, 6, 5), List.of(0, 3, 1, 2)));
        check(1, moved, graph.apply(new Logistic(conv, activation(1, 6, 5, 3))));
    }

    @Test
    void transposedValuesMayBeOutputsToo() {
        check(
                2,
                conv,
                graph.apply(new Transpose(conv, activation(3, 6, 5, 1), List.of(3, 1, 2, 0))),
                graph.apply(new Transpose(conv, activation(1, 6, 5, 3), List.of(0, 1, 2, 3))));
    }

    @Test
    void transposedInputsAreOutputs() {
        check(1, graph.apply(new Transpose(image, activation(1, 2, 6, 5), List.of(0, 3, 1, 2))));
    }

    /** Of sizes that tell nothing of the order. */
    @Test
    void oneValueIsSeenInSeveralOrders() {
        int cube = graph.apply(new Reshape(conv, activation(1, 3, 3, 10)));
        int slice = graph.apply(new Slice(cube, activation(1, 3, 3, 3), List.of(0, 0, 0, 2), List.of(1, 1, 1, 3)));
        int turned = graph.apply(new Transpose(slice, activation(3, 1, 3, 3), List.of(1, 0, 2, 3)));
        int around = graph.apply(new Transpose(slice, activation(3, 1, 3, 3), List.of(3, 0, 1, 2)));
        check(3, turned, around);
    }

    private void check(int transposes, Integer... outputs) {
        Graph layers = graph.build(outputs);
        assertEquals(
                transposes,
                OnnxWriter.encode(layers, InterfaceLayout.NCHW).getGraph().getNodeList().stream()
                        .map(NodeProto::getOpType)
                        .filter("Transpose"::equals)
                        .count(),
                "Transposes");
        ByteBuffer record = floats(60);
        for (InterfaceLayout layout : InterfaceLayout.values()) {
            for (OnnxComparison output : OnnxComparison.run(layers, layout, OptLevel.NO_OPT, record.array())) {
                assertTrue(output.largestDifference() <= 1e-4f, layout + ": " + output.largestDifference());
            }
        }
        OnnxRoundTrip.check(layers, record.array(), layers.name());
    }

    private int activation(int... dims) {
        return graph.activation("", dims);
    }

    private int constant(int... dims) {
        return graph.constant(
                "same name", DataType.FLOAT32, null, floats(Shape.of(dims).elements()), dims);
    }

    private ByteBuffer floats(int count) {
        ByteBuffer floats = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            floats.putFloat((float) random.nextGaussian());
        }
        return floats.flip();
    }
}
