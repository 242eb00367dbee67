// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.SmallNetwork;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.calibration.MinMax;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.evaluation.AccuracyReport;
import io.lanewise.quantizer.evaluation.Interval;
import io.lanewise.quantizer.evaluation.PairedDifference;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class AnalyzerTest {

    private static Samples samples(int elements, double scale) {
        Random random = new Random(3);
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            float[] sample = new float[elements];
            for (int k = 0; k < elements; k++) {
                sample[k] = (float) (random.nextGaussian() * scale);
            }
            all.add(sample);
        }
        return all::stream;
    }

    private static QuantizationReport report(Graph graph, Samples samples, InterfaceType type) throws IOException {
        Model model = Model.of(graph);
        CalibrationStatistics statistics;
        try (Calibration calibration = new Calibration(model, Backend.JAVA);
                Stream<float[]> stream = samples.open()) {
            stream.forEach(calibration::add);
            statistics = calibration.statistics();
        }
        return new Analyzer(
                        model,
                        () -> Quantizer.of(model).plain().interfaceType(type),
                        new MinMax(),
                        statistics,
                        samples,
                        Backend.JAVA)
                .report(Remedies.standard(new MinMax(), Scheme.PLAIN, false), () -> {});
    }

    /**
     * Two layers on an output of which one channel has weights 1000 times the other's: one scale for both leaves the
     * small one without steps. The first layer is harmless.
     */
    private static Graph unbalanced() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2);
        int even = g.floats("even", Shape.of(2, 2), 1, 1, 1, -1);
        int uneven = g.floats("uneven", Shape.of(3, 2), 0.5f, -0.3f, 0.7e-3f, 0.2e-3f, 0.0013f, -0.0021f);
        int hidden = g.activation("hidden", 1, 2);
        int out = g.activation("out", 1, 3);
        g.add(new FullyConnected(in, even, -1, hidden, Activation.NONE, false));
        return g.add(new FullyConnected(hidden, uneven, -1, out, Activation.NONE, false))
                .build(out);
    }

    @Test
    void namesTheCulprit() throws IOException {
        QuantizationReport report = report(unbalanced(), samples(2, 1), InterfaceType.INT8);
        assertEquals("out", report.sensitivity().get(0).layer());
        LayerReport last = report.layers().get(2);
        assertEquals(0.5 / 0.0021, last.channelImbalance(), 0.1);
        assertEquals(1, report.layers().get(1).channelImbalance());
        assertEquals(null, report.layers().get(0).channelImbalance());
        assertEquals(
                List.of("in", "hidden", "out"),
                report.layers().stream().map(LayerReport::name).toList());
        double weights = report.attribution().get(0).error().sqnr();
        double activations = report.attribution().get(1).error().sqnr();
        double both = report.attribution().get(2).error().sqnr();
        assertTrue(both < Math.max(weights, activations), report.attribution().toString());
        assertEquals(
                both, report.attribution().get(3).error().sqnr(), 1.5, "fake quantization is close to the real one");
        assertEquals(report.outputs().get(0), report.attribution().get(3).error());
    }

    /** What a method gains is what the model has that is quantized with it. */
    @Test
    void gainsAreMeasured() throws IOException {
        QuantizationReport report = report(unbalanced(), samples(2, 1), InterfaceType.INT8);
        assertEquals(
                Set.of(
                        "--method percentile:99.999",
                        "--method kl",
                        "--method mse",
                        "--method analytic",
                        "--weights per-channel",
                        "--equalize",
                        "--rounding adaptive",
                        "--bias-correction full",
                        "--rounding adaptive --bias-correction full",
                        "--override 'out=int16'",
                        "--override 'out=int16' --bias-correction full",
                        "--override 'out=int16' --rounding adaptive --bias-correction full",
                        "--scheme int16",
                        "--scheme int16 --bias-correction full",
                        "--scheme int16 --rounding adaptive --bias-correction full"),
                report.remedies().stream().map(RemedyGain::remedy).collect(Collectors.toSet()));
        double before = report.outputs().get(0).sqnr();
        double last = Double.POSITIVE_INFINITY;
        for (RemedyGain remedy : report.remedies()) {
            assertEquals(remedy.error().sqnr() - before, remedy.gain(), 1e-12);
            assertTrue(remedy.gain() <= last);
            last = remedy.gain();
        }
        // Sixteen bits lose nothing next to eight: what remains is the weights' error.
        RemedyGain int16 = report.remedies().stream()
                .filter(remedy -> remedy.remedy().equals("--scheme int16"))
                .findFirst()
                .orElseThrow();
        assertEquals(report.attribution().get(0).error().sqnr(), int16.error().sqnr(), 0.5);
    }

    @Test
    void bothInterfacesAreExplained() throws IOException {
        for (InterfaceType type : InterfaceType.values()) {
            QuantizationReport report = report(SmallNetwork.float32(), samples(192, 0.4), type);
            assertEquals(40, report.samples());
            assertTrue(
                    report.layers().stream().allMatch(layer -> layer.error() != null && layer.scale() > 0),
                    type.toString());
            // Steps of the input's range / 255, evenly spread errors.
            double step = report.layers().get(0).scale();
            assertEquals(step * step / 12, report.layers().get(0).error().meanSquaredError(), step * step / 50);
            assertEquals(0, report.layers().get(0).clipped());
        }
    }

    @Test
    void modelsMustTakeAndGiveTheSame() {
        assertThrows(
                ModelException.class,
                () -> ModelComparison.of(
                        Model.of(unbalanced()),
                        Model.of(SmallNetwork.float32()),
                        samples(2, 1),
                        Backend.JAVA,
                        () -> {}));
        assertThrows(
                IllegalArgumentException.class,
                () -> ModelComparison.of(
                        Model.of(unbalanced()), Model.of(unbalanced()), Stream::empty, Backend.JAVA, () -> {}));
    }

    @Test
    void thePageNeedsNothingElse() throws Exception {
        QuantizationReport report = report(unbalanced(), samples(2, 1), InterfaceType.INT8)
                .withAccuracy(new AccuracyReport(
                        List.of(new AccuracyReport.Accuracy(
                                "<float>", 100, 0.9, Interval.wilson(90, 100), 1, 0.89, 0.95)),
                        List.of(PairedDifference.of(100, 3, 1))));
        String page = HtmlReport.of(report);
        assertFalse(page.contains("<script") || page.contains("http") || page.contains("url("), "nothing is loaded");
        assertTrue(page.contains("&lt;float&gt;") && !page.contains("<float>"), "names are escaped");
        assertTrue(page.contains("-2.00 points"), "the accuracy is there");
        Matcher plots = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (plots.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(plots.group().getBytes(StandardCharsets.UTF_8)));
            assertFalse(plots.group().contains("NaN") || plots.group().contains("Infinity"), plots.group());
            count++;
        }
        assertEquals(5, count);
    }
}
