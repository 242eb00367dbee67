// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.tensor.Quantization;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightQuantizerTest {

    @Test
    void everyChannelUsesItsWholeRange() {
        float[] weights = {1.27f, -0.635f, 0, 0.01f, -12.7f, 6.4f, 0, -0.3f};
        WeightQuantizer rows = new WeightQuantizer(weights, 2, 4);
        assertArrayEquals(new byte[] {127, -64, 0, 1, -127, 64, 0, -3}, rows.values());
        assertArrayEquals(new float[] {0.01f, 0.1f}, rows.scales(), 1e-8f);
        WeightQuantizer whole = new WeightQuantizer(weights, 1, 8);
        assertArrayEquals(new byte[] {13, -6, 0, 0, -127, 64, 0, -3}, whole.values());
        WeightQuantizer columns = new WeightQuantizer(weights, 4, 1);
        assertArrayEquals(new byte[] {13, -13, 0, 4, -127, 127, 0, -127}, columns.values());
    }

    @Test
    void isTheNearestStepToFloatPrecision() {
        Random random = new Random(3);
        float[] weights = new float[5 * 1000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * Math.pow(10, i / 1000 - 3));
        }
        WeightQuantizer quantizer = new WeightQuantizer(weights, 5, 1000);
        float[] scales = quantizer.scales();
        byte[] values = quantizer.values();
        for (int i = 0; i < weights.length; i++) {
            double steps = weights[i] / (double) scales[i / 1000];
            assertTrue(Math.abs(steps - values[i]) < 0.5001, () -> "not the nearest: " + steps);
            assertTrue(values[i] >= -127);
        }
    }

    /**
     * Ties but for float32 rounding: expected values from 127.0f / half and w * that in C++; w / scale gives 110, 73,
     * 48.
     */
    @Test
    void multipliesByTheRoundedInverse() {
        float[] weights = {0.0819236338f, 0.07128001f, 0.321592301f, 0.18358615f, 0.905541599f, 0.345817059f};
        assertArrayEquals(new byte[] {127, 111, 127, 72, 127, 49}, new WeightQuantizer(weights, 3, 2).values());
    }

    @Test
    void aChannelOfZerosStaysFinite() {
        WeightQuantizer quantizer = new WeightQuantizer(new float[] {0, 0, 1, 2}, 2, 2).fitBias(new float[2], 0.5f);
        assertArrayEquals(new byte[] {0, 0, 64, 127}, quantizer.values());
        assertEquals(1, quantizer.scales()[0]);
    }

    /** A channel that is all but dead, with an ordinary bias: 1e-10 x 0.1 a step would need 10^11 steps. */
    @Test
    void weightsMakeRoomForTheBias() {
        float[] weights = {1e-10f, -1e-11f, 1, 0.5f};
        float[] bias = {1, 1};
        for (int channels : new int[] {2, 1}) {
            float[] some = channels == 2 ? weights : new float[] {1e-10f, -1e-11f};
            WeightQuantizer quantizer = new WeightQuantizer(some, channels, 2).fitBias(bias, 0.1f);
            Quantization scales = BiasQuantizer.quantization(0.1f, quantizer.quantization(channels == 2 ? 0 : -1));
            int[] values = BiasQuantizer.values(bias, scales);
            assertEquals(1 << 30, values[0], 1 << 10, "half of the int32 range");
            assertEquals(1, (double) values[0] * scales.scale(0), 1e-6);
            assertEquals(1, (double) values[1] * scales.scale(1), channels == 2 ? 1e-3 : 1e-6);
            assertEquals(0, quantizer.values()[0]);
        }
        assertArrayEquals(new byte[] {127, 64}, new byte[] {
            new WeightQuantizer(weights, 2, 2).fitBias(bias, 0.1f).values()[2],
            new WeightQuantizer(weights, 2, 2).fitBias(bias, 0.1f).values()[3]
        });
    }

    /** Dead channels of trained models: the bias's scale would be about 1e-41, whose reciprocal is no float32. */
    @Test
    void aTinyBiasOfDenormalWeightsDoesNotSaturate() {
        float[] weights = {1e-44f, -1e-44f, 1, 0.5f};
        float[] bias = {1e-32f, 1};
        for (int channels : new int[] {2, 1}) {
            float[] some = channels == 2 ? weights : new float[] {1e-44f, -1e-44f};
            WeightQuantizer quantizer =
                    new WeightQuantizer(some, channels, 2).fitBias(new float[] {bias[0], channels - 1}, 0.4f);
            Quantization scales = BiasQuantizer.quantization(0.4f, quantizer.quantization(channels == 2 ? 0 : -1));
            int[] values = BiasQuantizer.values(new float[] {bias[0], channels - 1}, scales);
            assertTrue(Math.abs(values[0]) <= 1 << 30, "bias " + values[0]);
            assertEquals(1e-32, (double) values[0] * scales.scale(0), 1e-36);
        }
    }

    /** 127 / 1e-37 is no float32 either; the weights' scale, 1e28, is one. */
    @Test
    void aTinyInputLeavesRoomForTheBias() {
        WeightQuantizer quantizer = new WeightQuantizer(new float[] {1, 0.5f}, 1, 2).fitBias(new float[] {1}, 1e-37f);
        Quantization scales = BiasQuantizer.quantization(1e-37f, quantizer.quantization(-1));
        assertEquals(1, (double) BiasQuantizer.values(new float[] {1}, scales)[0] * scales.scale(0), 1e-5);
    }

    @Test
    void biasesRoundAwayFromZeroAndSaturate() {
        Quantization half = Quantization.perTensor(0.5f, 0);
        assertArrayEquals(
                new int[] {3, -3, 2, 0, Integer.MAX_VALUE, -Integer.MAX_VALUE},
                BiasQuantizer.values(new float[] {1.25f, -1.25f, 1, 0.2f, 1e20f, -1e20f}, half));
    }
}
