// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.CalibrationPass;
import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.MovingAverage;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeOverride;
import io.lanewise.quantizer.cost.CostMeter;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.data.SampleReader;
import io.lanewise.quantizer.repair.CrossLayerEqualization;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is found out about outputs that are far off, and what is tried. */
class DiagnosisTest {

    private static Stream<LabelledSample> samples() {
        Random random = new Random(1);
        return Stream.generate(() -> new LabelledSample(
                        new float[] {10 * random.nextFloat(), 10 * random.nextFloat()}, SampleReader.NO_LABEL))
                .limit(60);
    }

    /** Two layers with a RELU6 between them that most values exceed. */
    private static Model model() {
        GraphBuilder g = new GraphBuilder();
        int x = g.input("x", 1, 2);
        int y = g.activation("y", 1, 2);
        int z = g.activation("z", 1, 2);
        g.add(new FullyConnected(x, g.floats("v", Shape.of(2, 2), 1, 2, 3, 40), -1, y, Activation.RELU6, false));
        Graph graph = g.add(
                        new FullyConnected(y, g.floats("w", Shape.of(2, 2), 5, 1, 1, 2), -1, z, Activation.NONE, false))
                .build(z);
        return Model.of(graph);
    }

    private static Optional<Diagnosis> diagnosis(Scheme scheme, boolean equalized) throws IOException {
        Model model = model();
        Supplier<Quantizer> quantizer = () -> {
            Quantizer each = Quantizer.of(model).backend(Backend.JAVA).scheme(scheme);
            return equalized ? each.equalize(new CrossLayerEqualization(true)) : each;
        };
        CalibrationPass pass = quantizer.get().calibrateOn(samples());
        QuantizationResult result = quantizer.get().quantize(pass);
        assertEquals(
                equalized,
                result.repairs().stream().anyMatch(trial -> !trial.kept()),
                result.repairs().toString());
        return Diagnosis.of(result, model, pass, scheme, quantizer, Backend.JAVA);
    }

    @Test
    void nothingIsSaidOfOutputsThatAreNear() throws IOException {
        assertTrue(diagnosis(Scheme.INT8, false).isEmpty());
    }

    @Test
    void moreBitsAreTried() throws IOException {
        Diagnosis found = diagnosis(Scheme.INT8.with(SchemeOverride.parse("z=range:0:1")), false)
                .orElseThrow();
        assertEquals("z", found.worst().name());
        assertEquals("z", found.layers().get(0).layer());
        assertFalse(found.gains().isEmpty());
    }

    /**
     * Each attempt would be equalized again, so nothing is tried where that was undone; the layers are those of the
     * result.
     */
    @Test
    void nothingIsTriedWhereAnEqualizationWasUndone() throws IOException {
        Diagnosis found = diagnosis(Scheme.INT8.with(SchemeOverride.parse("z=range:0:25")), true)
                .orElseThrow();
        assertEquals("z", found.layers().get(0).layer());
        assertTrue(found.gains().isEmpty());
    }

    /** Of a method that needs more than what is always kept, too. */
    @Test
    void aRemedyThatCalibratesAnewKeepsWhatTheMethodNeeds() throws IOException {
        Model model = model();
        Supplier<Quantizer> quantizer =
                () -> Quantizer.of(model).backend(Backend.JAVA).method(new MovingAverage(0.5));
        CalibrationPass pass = quantizer.get().calibrateOn(samples());
        assertEquals(
                List.of("--equalize"),
                new RemedyTrials(quantizer, pass.statistics().get(0))
                                .gains(
                                        List.of(new EqualizationRemedy(
                                                () -> samples().map(LabelledSample::values))),
                                        new CostMeter(model, pass.split().measured(), Backend.JAVA),
                                        () -> {})
                                .stream()
                                .map(RemedyGain::remedy)
                                .toList());
    }
}
