// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.SharedData;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.TfliteReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models that TFLite's converter has quantized, against this one. Given the scales of their activations, every weight,
 * weight scale, bias and bias scale must be the same.
 */
class OfficialModelsTest {

    /** How many numbers were compared and how many are equal. */
    private static final class Score {
        private int weights;
        private int equalWeights;
        private int biases;
        private int equalBiases;
        private int scales;
        private int equalScales;

        void compare(Tensor official, Tensor ours) {
            assertEquals(official.type(), ours.type());
            assertEquals(official.shape(), ours.shape());
            assertEquals(
                    official.quantization().isPerChannel(), ours.quantization().isPerChannel(), official.name());
            assertEquals(official.quantization().axis(), ours.quantization().axis(), official.name());
            for (int c = 0; c < official.quantization().channels(); c++) {
                scales++;
                equalScales +=
                        official.quantization().scale(c) == ours.quantization().scale(c)
                                        && official.quantization().zeroPoint(c)
                                                == ours.quantization().zeroPoint(c)
                                ? 1
                                : 0;
            }
            for (int i = 0; i < official.shape().elements(); i++) {
                if (official.type() == DataType.INT8) {
                    weights++;
                    equalWeights += official.data().get(i) == ours.data().get(i) ? 1 : 0;
                } else {
                    biases++;
                    equalBiases += official.data().getInt(4 * i) == ours.data().getInt(4 * i) ? 1 : 0;
                }
            }
        }

        @Override
        public String toString() {
            return equalWeights + "/" + weights + " weights, " + equalScales + "/" + scales + " scales, " + equalBiases
                    + "/" + biases + " biases";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mlperf-tiny/resnet8_cifar10_f32, mlperf-tiny/resnet8_cifar10_int8",
        "mlperf-tiny/mobilenetv1_025_vww96_f32, mlperf-tiny/mobilenetv1_025_vww96_int8",
        "tinymaix/mnist_valid_f, tinymaix/mnist_valid_q",
        "tinymaix/mnist_dw_f, tinymaix/mnist_dw_q",
        "tinymaix/mnist_resnet_f, tinymaix/mnist_resnet_q",
        "tinymaix/cifar10_f, tinymaix/cifar10_q"
    })
    void weightsAndBiasesAreByteIdentical(String floatModel, String int8Model) throws IOException {
        Graph real = TfliteReader.read(SharedData.file("models/" + floatModel + ".tflite"));
        Graph official = TfliteReader.read(SharedData.file("models/" + int8Model + ".tflite"));
        Graph ours = new Int8Conversion(InterfaceType.INT8)
                .convert(real, Scheme.PLAIN, activations(real, official)::get)
                .graph();
        Score score = new Score();
        assertEquals(official.operators().size(), ours.operators().size());
        for (int i = 0; i < ours.operators().size(); i++) {
            Operator expected = official.operators().get(i);
            Operator operator = ours.operators().get(i);
            assertEquals(expected.kind(), operator.kind());
            assertEquals(
                    official.tensor(expected.output()).quantization(),
                    ours.tensor(operator.output()).quantization());
            for (int k = 1; k < expected.inputs().size(); k++) {
                Tensor tensor = official.tensor(expected.inputs().get(k));
                if (tensor.isConstant()) {
                    score.compare(tensor, ours.tensor(operator.inputs().get(k)));
                }
            }
        }
        System.out.println(floatModel + ": " + score);
        assertEquals(score.weights, score.equalWeights, score.toString());
        assertEquals(score.scales, score.equalScales, score.toString());
        assertEquals(score.biases, score.equalBiases, score.toString());
    }

    /** The official scales for the float graph's tensors: both have the same operators in the same order. */
    private static Map<Integer, Quantization> activations(Graph real, Graph official) {
        Map<Integer, Quantization> scales = new HashMap<>();
        scales.put(
                real.inputs().get(0), official.tensor(official.inputs().get(0)).quantization());
        for (int i = 0; i < real.operators().size(); i++) {
            scales.put(
                    real.operators().get(i).output(),
                    official.tensor(official.operators().get(i).output()).quantization());
        }
        return scales;
    }
}
