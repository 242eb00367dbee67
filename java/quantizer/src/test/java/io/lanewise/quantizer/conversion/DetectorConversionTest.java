// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.detection.DetectionPostProcess;
import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.custom.Custom;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.testing.FlexOptions;
import io.lanewise.testing.GraphBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A float detector becomes integers up to its post-processing, which has four outputs and stays float. */
class DetectorConversionTest {
    private static final float[] FIRST = {1, 0.2f};
    private static final float[] SECOND = {0.1f, 1};

    /** Two boxes, each of two classes, by dense layers of two inputs. */
    private static Graph detector() {
        GraphBuilder g = new GraphBuilder();
        int x = g.input("x", 1, 2);
        float[] toBoxes = {0.1f, 0, 0, 0.1f, 0.2f, 0, 0, 0.2f, 0, 0.1f, 0.1f, 0, 0, 0.2f, 0.2f, 0};
        int boxes = dense(g, x, "boxes", toBoxes, 8, 1, 2, 4);
        int scores = dense(g, x, "scores", new float[] {4, -4, -4, 4, 2, 1, -3, 1}, 4, 1, 2, 2);
        int probabilities = g.activation("probabilities", 1, 2, 2);
        g.add(new Logistic(scores, probabilities));
        int anchors = g.constant(new float[] {0.3f, 0.3f, 0.2f, 0.2f, 0.7f, 0.7f, 0.2f, 0.2f}, 2, 4);
        Map<String, Number> options = new TreeMap<>(Map.of(
                "max_detections", 2,
                "max_classes_per_detection", 1,
                "num_classes", 2,
                "use_regular_nms", 0,
                "nms_score_threshold", 0.01f,
                "nms_iou_threshold", 0.5f,
                "y_scale", 10f,
                "x_scale", 10f,
                "h_scale", 5f,
                "w_scale", 5f));
        List<Integer> outputs = List.of(
                g.activation("found", 1, 2, 4),
                g.activation("classes", 1, 2),
                g.activation("confidence", 1, 2),
                g.activation("count", 1));
        g.add(new Custom(
                new DetectionPostProcess(),
                ByteBuffer.wrap(FlexOptions.of(new TreeMap<>(options))),
                List.of(boxes, probabilities, anchors),
                outputs));
        return g.build(outputs);
    }

    private static int dense(GraphBuilder g, int input, String name, float[] weights, int units, int... dims) {
        int flat = g.activation(name + "/flat", 1, units);
        g.add(new FullyConnected(input, g.constant(weights, units, 2), -1, flat, Activation.NONE, false));
        int shaped = g.activation(name, dims);
        g.add(new Reshape(flat, shaped));
        return shaped;
    }

    @Test
    void isIntegersUpToItsPostProcessing() {
        Model real = Model.of(detector());
        Graph quantized = Quantizer.of(real)
                .calibrate(Stream.of(FIRST, SECOND))
                .quantize()
                .graph();
        for (var operator : quantized.operators()) {
            if (operator instanceof WeightedOperator || operator instanceof Logistic) {
                assertEquals(DataType.INT8, quantized.tensor(operator.output()).type(), operator.kind());
            }
        }
        Model read = Model.read("read", TfliteWriter.encode(quantized));
        for (float[] sample : List.of(FIRST, SECOND)) {
            float[][] expected = run(real, sample);
            float[][] actual = run(read, sample);
            assertArrayEquals(expected[0], actual[0], 0.02f, "boxes");
            assertArrayEquals(expected[1], actual[1], "classes");
            assertArrayEquals(expected[2], actual[2], 0.02f, "scores");
            assertArrayEquals(expected[3], actual[3], "count");
        }
    }

    private static float[][] run(Model model, float[] sample) {
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            session.input(0).putFloats(sample);
            session.run();
            float[][] outputs = new float[model.outputs().size()][];
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] = session.output(i).floats();
            }
            return outputs;
        }
    }
}
