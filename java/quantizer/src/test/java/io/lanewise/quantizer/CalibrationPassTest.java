// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.calibration.MeanSquaredError;
import io.lanewise.quantizer.calibration.MovingAverage;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeOverride;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.data.SampleReader;
import io.lanewise.quantizer.lint.DataWarning;
import io.lanewise.quantizer.lint.DuplicateSamples;
import io.lanewise.quantizer.repair.CrossLayerEqualization;
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One pass over the samples serves everything. */
class CalibrationPassTest {
    private static final int PIXELS = 8 * 8 * 3;
    private static final Model MODEL = Model.of(SmallNetwork.float32());

    private static Stream<LabelledSample> samples(int count, int size) {
        Random random = new Random(5);
        return Stream.generate(() -> {
                    float[] sample = new float[size];
                    for (int k = 0; k < size; k++) {
                        sample[k] = random.nextFloat() * 2 - 1;
                    }
                    return new LabelledSample(sample, SampleReader.NO_LABEL);
                })
                .limit(count);
    }

    private static Quantizer quantizer() {
        return Quantizer.of(MODEL).backend(Backend.JAVA);
    }

    @Test
    void quantizingIsOnePassAndItsConversion() {
        for (boolean equalized : List.of(false, true)) {
            Quantizer once = quantizer().calibrate(samples(60, PIXELS).map(LabelledSample::values));
            Quantizer parted = quantizer();
            if (equalized) {
                once.equalize(new CrossLayerEqualization(false));
                parted.equalize(new CrossLayerEqualization(false));
            }
            CalibrationPass pass = parted.calibrateOn(samples(60, PIXELS));
            assertEquals(equalized ? 2 : 1, pass.statistics().size());
            QuantizationResult expected = once.quantize();
            QuantizationResult actual = parted.quantize(pass);
            assertEquals(TfliteWriter.encode(expected.graph()), TfliteWriter.encode(actual.graph()));
            assertEquals(expected.cost(), actual.cost());
            assertEquals(expected.repairs(), actual.repairs());
        }
    }

    @Test
    void theMethodMayComeLater() {
        CalibrationPass pass = quantizer().method(new MovingAverage(0.5)).calibrateOn(samples(60, PIXELS));
        QuantizationResult later = quantizer().method(new MeanSquaredError()).quantize(pass);
        QuantizationResult at = quantizer()
                .method(new MeanSquaredError())
                .quantize(quantizer().method(new MeanSquaredError()).calibrateOn(samples(60, PIXELS)));
        assertEquals(TfliteWriter.encode(at.graph()), TfliteWriter.encode(later.graph()));
        assertTrue(quantizer().method(new MovingAverage(0.5)).quantize(pass).samples() > 0, "it kept the average");
    }

    @Test
    void samplesAreLookedAt() {
        List<LabelledSample> twice = samples(1, PIXELS).toList();
        List<DataWarning> warnings =
                quantizer().calibrateOn(Stream.of(twice.get(0), twice.get(0))).warnings();
        assertTrue(warnings.stream().anyMatch(DuplicateSamples.class::isInstance), warnings.toString());
    }

    @Test
    void anOverrideThatMatchesNothingIsNamedFirst() {
        Stream<LabelledSample> untouched = Stream.generate(() -> {
            throw new AssertionError("a sample was read");
        });
        Quantizer quantizer = quantizer().scheme(Scheme.INT8.with(SchemeOverride.parse("conv9.*=int16")));
        ModelException e = assertThrows(ModelException.class, () -> quantizer.calibrateOn(untouched));
        assertTrue(e.getMessage().contains("override \"conv9.*\" matches no operator's output"), e.getMessage());
    }

    /** Where nothing is calibrated, nobody else would say so. */
    @Test
    void samplesOfAnotherSizeAreRefused() {
        for (String words : List.of("int8", "dynamic")) {
            Quantizer quantizer = quantizer().scheme(Scheme.INT8.with(words));
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> quantizer.calibrateOn(samples(2, 7)));
            assertTrue(e.getMessage().startsWith("sample 0 has 7 values, but input "), e.getMessage());
        }
    }
}
