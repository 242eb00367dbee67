// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The integers are those of the quantizer, which are held to official converted models elsewhere. */
class IntegerLayerTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 1e-9", "1e-3, 1e3", "0, 1", "0, 0"})
    void integersAreTheConverters(float weightSize, float biasSize) {
        for (Scheme scheme : new Scheme[] {Scheme.INT8, Scheme.PLAIN}) {
            Random random = new Random(2);
            float[] weights = DeployedModel.gaussian(random, 4 * DeployedModel.CHANNELS);
            float[] bias = DeployedModel.gaussian(random, 4);
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= weightSize;
            }
            for (int k = 0; k < bias.length; k++) {
                bias[k] *= biasSize;
            }
            Graph real = DeployedModel.real(false, 4, weights, bias);
            Graph int8 = DeployedModel.int8(real, scheme, InterfaceType.INT8);
            FullyConnected dense =
                    (FullyConnected) int8.operators().get(int8.operators().size() - 1);
            Tensor expected = int8.tensor(dense.weights());
            float[] range = range(real);
            IntegerLayer actual = IntegerLayer.of(
                    weights,
                    bias,
                    expected.quantization().channels(),
                    int8.tensor(dense.input()).quantization().scale(),
                    range[0],
                    range[1]);
            assertEquals(expected.data(), java.nio.ByteBuffer.wrap(actual.weights()));
            Tensor expectedBias = int8.tensor(dense.bias());
            int[] biases = new int[bias.length];
            expectedBias.data().asIntBuffer().get(biases);
            assertArrayEquals(biases, actual.bias());
            assertEquals(scheme == Scheme.PLAIN ? 1 : bias.length, actual.weightScales().length);
            for (int k = 0; k < actual.weightScales().length; k++) {
                assertEquals(expected.quantization().scale(k), actual.weightScales()[k]);
                assertEquals(expectedBias.quantization().scale(k), actual.biasScales()[k]);
            }
            assertEquals(int8.tensor(dense.output()).quantization(), actual.logits());
        }
    }

    /** Of the float model's logits on what it is calibrated with. */
    private static float[] range(Graph real) {
        float[] range = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        try (Session session =
                Model.of(real).newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            DeployedModel.images().limit(20).forEach(image -> {
                session.input(0).putFloats(image);
                session.run();
                for (float logit : session.output(0).floats()) {
                    range[0] = Math.min(range[0], logit);
                    range[1] = Math.max(range[1], logit);
                }
            });
        }
        return range;
    }
}
