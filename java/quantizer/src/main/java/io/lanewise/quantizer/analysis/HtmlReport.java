// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.cost.TensorError;
import io.lanewise.quantizer.evaluation.AccuracyReport;
import io.lanewise.quantizer.evaluation.Interval;
import io.lanewise.quantizer.evaluation.PairedDifference;
import io.lanewise.quantizer.output.OutputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as one HTML page that needs nothing else: no network, no scripts, plots as SVG. */
public final class HtmlReport {
    /** Bars of a plot that is sorted by importance. */
    private static final int LISTED = 25;

    private static final int NAME_CHARACTERS = 40;

    private final QuantizationReport report;
    private final HtmlPage page;

    private HtmlReport(QuantizationReport report) throws IOException {
        this.report = report;
        this.page = HtmlPage.of(title() + ", quantized");
    }

    /**
     * Writes the page beside its place, then moves it there.
     *
     * @param report what is shown
     * @param file the target
     * @throws IOException if the folder cannot be written
     */
    public static void write(QuantizationReport report, Path file) throws IOException {
        OutputFile.write(file, ByteBuffer.wrap(of(report).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * {@return the page, which needs nothing beside it}
     *
     * @param report what is shown
     * @throws IOException if the page's parts cannot be read from the class path
     */
    public static String of(QuantizationReport report) throws IOException {
        return new HtmlReport(report).page();
    }

    private String page() {
        summary();
        if (report.accuracy() != null) {
            accuracy(report.accuracy());
        }
        attribution();
        remedies();
        sensitivity();
        layerPlots();
        layerTable();
        return page.toString();
    }

    /** The model's file name without its folders. */
    private String title() {
        return report.model().substring(report.model().lastIndexOf('/') + 1);
    }

    private void summary() {
        page.append("<h1>")
                .append(Html.escape(title()))
                .append("</h1>\n<p>Ranges by <b>")
                .append(Html.escape(report.method()))
                .append("</b> from ")
                .append(report.calibrationSamples())
                .append(" samples; errors against the float model on ")
                .append(report.samples())
                .append(" samples. Constants: ")
                .append(Html.bytes(report.floatBytes()))
                .append(" float, <b>")
                .append(Html.bytes(report.quantizedBytes()))
                .append("</b> quantized.</p>\n");
        page.beginTable("wide");
        page.row("th", "output", "SQNR", "cosine", "mean squared error", "PSNR", "largest error");
        for (int i = 0; i < report.outputs().size(); i++) {
            TensorError error = report.outputs().get(i);
            page.row(
                    "td",
                    i,
                    Html.decibels(error.sqnr()),
                    String.format(Locale.ROOT, "%.6f", error.cosine()),
                    Html.real(error.meanSquaredError()),
                    Html.decibels(error.psnr()),
                    Html.real(error.largest()));
        }
        page.endTable();
    }

    private void accuracy(AccuracyReport accuracy) {
        page.heading(
                "Accuracy",
                "Top-1 with 95 % confidence (Wilson). Differences are paired: the same samples, interval by bootstrap,"
                        + " p by McNemar's exact test.");
        page.beginTable("wide");
        page.row("th", "model", "samples", "top-1", "95 % interval", "top-5", "macro F1", "macro AUC");
        for (AccuracyReport.Accuracy model : accuracy.models()) {
            page.row(
                    "td",
                    model.name(),
                    model.samples(),
                    Html.percent(model.top1()),
                    interval(model.top1Interval()) + " %",
                    Html.percent(model.top5()),
                    Html.percent(model.macroF1()),
                    model.macroAuc() == null ? "" : String.format(Locale.ROOT, "%.4f", model.macroAuc()));
        }
        page.endTable();
        for (PairedDifference difference : accuracy.comparisons()) {
            page.append(String.format(
                    Locale.ROOT,
                    "<p>Quantized less float: <b>%+.2f points</b> (%s), only float right %d times, only"
                            + " quantized right %d times, p = %.3g.</p>%n",
                    100 * difference.difference(),
                    interval(difference.interval()),
                    difference.onlyFirst(),
                    difference.onlySecond(),
                    difference.pValue()));
        }
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.2f to %.2f", 100 * interval.low(), 100 * interval.high());
    }

    private void plot(String title, List<BarChart.Bar> bars) {
        page.figure(BarChart.svg(title, bars));
    }

    private void attribution() {
        page.heading(
                "What costs accuracy",
                "Signal-to-quantization-noise ratio of the output that suffers most when only a part is"
                        + " quantized: longer is better.");
        plot(
                "SQNR by part",
                report.attribution().stream()
                        .map(part -> new BarChart.Bar(
                                part.part(),
                                part.error().sqnr(),
                                Html.decibels(part.error().sqnr())))
                        .toList());
    }

    private void remedies() {
        if (!report.remedies().isEmpty()) {
            page.heading("What would help", "Measured gain of each remedy alone, in decibels at the same output.");
            plot(
                    "Gain by remedy",
                    report.remedies().stream()
                            .map(remedy -> new BarChart.Bar(
                                    remedy.remedy(),
                                    remedy.gain(),
                                    String.format(Locale.ROOT, "%+.2f dB", remedy.gain())))
                            .toList());
        }
    }

    private void sensitivity() {
        page.heading(
                "One layer at a time",
                "The same ratio when a single layer's weights and result are quantized and all else is float."
                        + " The costliest layers come first"
                        + (report.sensitivity().size() > LISTED
                                ? "; " + LISTED + " of " + report.sensitivity().size() + " are shown."
                                : "."));
        plot(
                "SQNR with one layer quantized",
                report.sensitivity().stream()
                        .limit(LISTED)
                        .map(layer -> new BarChart.Bar(
                                layer.layer(),
                                layer.error().sqnr(),
                                Html.decibels(layer.error().sqnr())))
                        .toList());
    }

    private void layerPlots() {
        List<BarChart.Bar> ratios = new ArrayList<>();
        List<BarChart.Bar> clipped = new ArrayList<>();
        List<BarChart.Bar> imbalances = new ArrayList<>();
        for (LayerReport layer : report.layers()) {
            String name = layer.name();
            if (layer.error() != null) {
                ratios.add(new BarChart.Bar(
                        name, layer.error().sqnr(), Html.decibels(layer.error().sqnr())));
            }
            if (layer.clipped() > 0) {
                clipped.add(new BarChart.Bar(name, 100 * layer.clipped(), Html.percent(layer.clipped())));
            }
            if (layer.channelImbalance() != null) {
                imbalances.add(
                        new BarChart.Bar(name, layer.channelImbalance(), Html.real(layer.channelImbalance()) + " ×"));
            }
        }
        page.heading(
                "Error by depth",
                "Signal-to-quantization-noise ratio of each activation in the quantized model, in the order of"
                        + " computation: what all layers before have lost together.");
        plot("SQNR by layer", ratios);
        if (!clipped.isEmpty()) {
            page.heading("Clipped values", "Part of the float values outside of what scale and zero point can hold.");
            plot("Clipped part by layer", clipped);
        }
        if (!imbalances.isEmpty()) {
            page.heading(
                    "Channel imbalance",
                    "Largest weight of the widest output channel, divided by the median channel's. It does no"
                            + " harm to weights with a scale for each channel, and much with one scale for all.");
            plot("Channel imbalance by layer", imbalances);
        }
    }

    private void layerTable() {
        page.heading("All layers", "Ranges are what the calibration method chose.");
        page.beginTable("wide layers");
        page.row(
                "th",
                "operator",
                "tensor",
                "minimum",
                "maximum",
                "scale",
                "zero point",
                "SQNR",
                "cosine",
                "mean squared error",
                "clipped");
        for (LayerReport layer : report.layers()) {
            TensorError error = layer.error();
            page.row(
                    "td",
                    layer.operator(),
                    Html.shortened(layer.name(), NAME_CHARACTERS),
                    layer.range() == null ? "" : Html.real(layer.range().minimum()),
                    layer.range() == null ? "" : Html.real(layer.range().maximum()),
                    layer.scale() == null ? "" : layer.scale(),
                    layer.zeroPoint() == null ? "" : layer.zeroPoint(),
                    error == null ? "" : Html.decibels(error.sqnr()),
                    error == null ? "" : String.format(Locale.ROOT, "%.5f", error.cosine()),
                    error == null ? "" : Html.real(error.meanSquaredError()),
                    Html.percent(layer.clipped()));
        }
        page.endTable();
    }
}
