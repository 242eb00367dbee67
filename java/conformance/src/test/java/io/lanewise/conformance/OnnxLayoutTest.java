// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
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
import io.lanewise.quantizer.onnx.writing.InterfaceLayout;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Graphs in which an image, computed channels first, is read by something that wants the graph's order. */
@OnOracle
class OnnxLayoutTest {
    private final Random random = new Random(3);
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();
    private final int image = activation(1, 6, 5, 2);
    private final int conv = add(new Conv2d(image, constant(3, 3, 3, 2), constant(3), activation(1, 6, 5, 3),
            Window.same(3, 3, 1, 1, 1, 1, 6, 5), Activation.NONE));

    @Test
    void flattenedImagesKeepTheirOrderBeforeDenseLayers() {
        int flat = add(new Reshape(conv, activation(1, 90)));
        int left = add(new FullyConnected(flat, constant(4, 90), constant(4), activation(1, 4), Activation.RELU6, false));
        int right = add(new FullyConnected(flat, constant(4, 90), -1, activation(1, 4), Activation.NONE, false));
        check(0, add(new Add(left, right, activation(1, 4), Activation.NONE)));
    }

    @Test
    void denseLayersFlattenByThemselves() {
        check(0, add(new FullyConnected(conv, constant(4, 90), constant(4), activation(1, 4), Activation.NONE, false)));
    }

    @Test
    void denseLayersReadCells() {
        check(2, add(new FullyConnected(conv, constant(4, 3), constant(4), activation(1, 6, 5, 4), Activation.NONE, true)));
    }

    @Test
    void reshapesOfImagesSeeTheGraphsOrder() {
        check(1, add(new Reshape(conv, activation(1, 30, 3))));
    }

    @Test
    void flattenedImagesThatOthersReadAreInTheGraphsOrder() {
        int flat = add(new Reshape(conv, activation(1, 90)));
        add(new FullyConnected(flat, constant(4, 90), constant(4), activation(1, 4), Activation.NONE, false));
        check(1, flat, operators.get(2).output());
    }

    @Test
    void meansWithoutTheirDimensionsComeBackInOrder() {
        check(1, add(new Mean(conv, activation(1, 5, 3), List.of(1), false)));
    }

    @Test
    void pooledImagesNeedNoTranspose() {
        int mean = add(new Mean(conv, activation(1, 1, 1, 3), List.of(1, 2), true));
        int row = add(new Reshape(mean, activation(1, 3)));
        int back = add(new Reshape(row, activation(1, 1, 1, 3)));
        check(0, add(new Add(conv, back, activation(1, 6, 5, 3), Activation.RELU_N1_TO_1)));
    }

    @Test
    void lowerRanksBroadcast() {
        int mean = add(new Mean(conv, activation(3), List.of(0, 1, 2), false));
        int sum = add(new Add(mean, conv, activation(1, 6, 5, 3), Activation.NONE));
        check(0, add(new Add(constant(5, 1), sum, activation(1, 6, 5, 3), Activation.NONE)));
    }

    @Test
    void softmaxRunsOverTheChannels() {
        check(0, add(new Softmax(conv, activation(1, 6, 5, 3), 0.5f)));
    }

    @Test
    void inputsAndConstantsMayBeOutputs() {
        check(0, image, constant(2, 2), conv, conv);
    }

    /** A TRANSPOSE writes no node: its output is its input, seen in another order, and that stays where others read it. */
    @Test
    void transposedValuesAreReadAsTheyWereToo() {
        int moved = add(new Transpose(conv, activation(1, 3, 6, 5), List.of(0, 3, 1, 2)));
        check(1, moved, add(new Logistic(conv, activation(1, 6, 5, 3))));
    }

    @Test
    void transposedValuesMayBeOutputsToo() {
        check(2, conv, add(new Transpose(conv, activation(3, 6, 5, 1), List.of(3, 1, 2, 0))),
                add(new Transpose(conv, activation(1, 6, 5, 3), List.of(0, 1, 2, 3))));
    }

    @Test
    void transposedInputsAreOutputs() {
        check(1, add(new Transpose(image, activation(1, 2, 6, 5), List.of(0, 3, 1, 2))));
    }

    /** Of sizes that tell nothing of the order. */
    @Test
    void oneValueIsSeenInSeveralOrders() {
        int cube = add(new Reshape(conv, activation(1, 3, 3, 10)));
        int slice = add(new Slice(cube, activation(1, 3, 3, 3), List.of(0, 0, 0, 2), List.of(1, 1, 1, 3)));
        int turned = add(new Transpose(slice, activation(3, 1, 3, 3), List.of(1, 0, 2, 3)));
        int around = add(new Transpose(slice, activation(3, 1, 3, 3), List.of(3, 0, 1, 2)));
        check(3, turned, around);
    }

    private void check(int transposes, Integer... outputs) {
        Graph graph = new Graph("layout", tensors, operators, List.of(image), List.of(outputs));
        assertEquals(transposes, OnnxWriter.encode(graph, InterfaceLayout.NCHW).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType).filter("Transpose"::equals).count(), "Transposes");
        ByteBuffer record = floats(60);
        for (InterfaceLayout layout : InterfaceLayout.values()) {
            for (OnnxComparison output : OnnxComparison.run(graph, layout, OptLevel.NO_OPT, record.array())) {
                assertTrue(output.largestDifference() <= 1e-4f, layout + ": " + output.largestDifference());
            }
        }
        OnnxRoundTrip.check(graph, record.array(), graph.name());
    }

    private int activation(int... dims) {
        tensors.add(new Tensor("", DataType.FLOAT32, Shape.of(dims), null, null));
        return tensors.size() - 1;
    }

    private int constant(int... dims) {
        Shape shape = Shape.of(dims);
        tensors.add(new Tensor("same name", DataType.FLOAT32, shape, null, floats(shape.elements())));
        return tensors.size() - 1;
    }

    private ByteBuffer floats(int count) {
        ByteBuffer floats = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            floats.putFloat((float) random.nextGaussian());
        }
        return floats.flip();
    }

    private int add(Operator operator) {
        operators.add(operator);
        return operator.output();
    }
}
