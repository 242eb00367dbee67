// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model's {@code .onnx} file becomes the same int8 weights, with the same scales, as its {@code .tflite} twin. */
class OnnxTwinsTest {

    @ParameterizedTest
    @ValueSource(strings = {"resnet8_cifar10_f32", "mobilenetv1_025_vww96_f32"})
    void weightsAreEqual(String name) throws IOException {
        List<Tensor> tflite = weights(name + ".tflite");
        List<Tensor> onnx = weights(name + ".onnx");
        assertTrue(tflite.size() > 9, "only " + tflite.size() + " layers");
        assertEquals(tflite.size(), onnx.size());
        for (int i = 0; i < tflite.size(); i++) {
            assertEquals(tflite.get(i).shape(), onnx.get(i).shape(), "layer " + i);
            assertEquals(tflite.get(i).quantization(), onnx.get(i).quantization(), "layer " + i);
            assertEquals(tflite.get(i).data(), onnx.get(i).data(), "layer " + i);
        }
    }

    /** The weights of each layer, in order; those of dense layers by rows. */
    private static List<Tensor> weights(String file) throws IOException {
        Model model = ModelFiles.load(SharedData.file("models/mlperf-tiny/" + file));
        Random random = new Random(1);
        int elements = model.inputs().get(0).shape().elements();
        Stream<float[]> samples = Stream.generate(() -> {
            float[] sample = new float[elements];
            for (int i = 0; i < elements; i++) {
                sample[i] = random.nextFloat();
            }
            return sample;
        });
        Graph int8 = Quantizer.of(model)
                .backend(Backend.JAVA)
                .calibrate(samples.limit(3))
                .quantize()
                .graph();
        return int8.operators().stream()
                .filter(WeightedOperator.class::isInstance)
                .map(operator -> int8.tensor(((WeightedOperator) operator).weights()))
                .toList();
    }
}
