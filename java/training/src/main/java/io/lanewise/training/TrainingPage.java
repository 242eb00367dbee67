// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.analysis.HtmlPage;
import io.lanewise.quantizer.analysis.LineChart;
import io.lanewise.quantizer.output.OutputFile;
import io.lanewise.tensor.Quantization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a training went, as a page: curves and ranges of each stage, scales, agreement with the runtime. */
public final class TrainingPage {
    private static final int MOST_RANGES = 12;

    private TrainingPage() {}

    /**
     * Writes the page beside its place, then moves it there.
     *
     * @param model that was trained, as the page calls it
     * @param result what training gave
     * @param agreement of training and runtime; of what has none nothing is said
     * @param file the target
     * @throws IOException if the folder cannot be written
     */
    public static void write(String model, TrainingResult result, RuntimeAgreement agreement, Path file)
            throws IOException {
        OutputFile.write(file, ByteBuffer.wrap(of(model, result, agreement).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * {@return the page, which needs nothing beside it}
     *
     * @param model that was trained, as the page calls it
     * @param result what training gave
     * @param agreement of training and runtime; of what has none nothing is said
     * @throws IOException if the page's parts cannot be read from the class path
     */
    public static String of(String model, TrainingResult result, RuntimeAgreement agreement) throws IOException {
        HtmlPage page = HtmlPage.of(model + ", trained");
        page.title(
                model,
                result.complete()
                        ? "Trained to the end. The best pass of each stage is marked; the next stage begins with it."
                        : "Stopped before the end. The best pass of each stage is marked.");
        for (TrainingResult.Stage stage : result.stages()) {
            curves(page, stage);
        }
        scales(page, result);
        agreement(
                page,
                "Training and runtime, end to end",
                "The outputs of both, training fed with the samples alone: how many integers are equal, and how far"
                        + " apart the others are.",
                agreement.outputs());
        agreement(
                page,
                "Training and runtime, operator by operator",
                "Each operator of both, fed with the runtime's integers.",
                agreement.layers());
        return page.toString();
    }

    private static void curves(HtmlPage page, TrainingResult.Stage stage) {
        List<Double> losses =
                stage.passes().stream().map(TrainingRun.Pass::loss).toList();
        List<Double> scores =
                stage.passes().stream().map(TrainingRun.Pass::score).toList();
        if (losses.stream().anyMatch(Double::isFinite)) {
            page.heading("Stage " + stage.name() + ": loss", "Mean over the steps of each pass.");
            page.plot(new LineChart("Loss of " + stage.name(), stage.best(), "%.4g", losses));
        }
        boolean shares = scores.stream().allMatch(score -> score >= 0);
        page.heading(
                "Stage " + stage.name() + (shares ? ": right answers" : ": error"),
                "After each pass, of the model as it is deployed, on samples that nothing was trained on; 0 is what the"
                        + " stage began with."
                        + (shares
                                ? ""
                                : " Squared error over variance, as a negative number: of the distance from the targets"
                                        + " if they are learned from, else from the teacher."));
        page.plot(new LineChart("Score of " + stage.name(), stage.best(), "%.5g", scores));
        List<LineChart.Line> ranges = ScaleHistory.furthest(stage, MOST_RANGES);
        if (!ranges.isEmpty()) {
            page.heading(
                    "Stage " + stage.name() + ": ranges",
                    "How far the scales of activations have moved since the stage began, after each pass: those that"
                            + " went furthest, " + MOST_RANGES + " at most. Tensors that share a scale have one line.");
            page.plot(new LineChart("Ranges of " + stage.name(), ranges, stage.best(), "%+.3g %%"));
        }
    }

    /** Of the last stage, if it was of integers. */
    private static void scales(HtmlPage page, TrainingResult result) {
        if (result.stages().isEmpty()) {
            return;
        }
        Graph before = result.stages().get(result.stages().size() - 1).start();
        List<List<String>> rows = new ArrayList<>();
        for (int tensor : ScaleHistory.scales(before).keySet()) {
            Quantization old = before.tensor(tensor).quantization();
            Quantization now = result.graph().tensor(tensor).quantization();
            rows.add(List.of(
                    before.tensor(tensor).name(),
                    String.format(Locale.ROOT, "%.6g", old.scale()),
                    String.format(Locale.ROOT, "%.6g", now.scale()),
                    String.format(Locale.ROOT, "%+.1f %%", 100 * (now.scale() / old.scale() - 1)),
                    old.zeroPoint() + " to " + now.zeroPoint()));
        }
        if (!rows.isEmpty()) {
            page.heading("Scales of activations", "Before the last stage and after it.");
            page.table(List.of("tensor", "before", "after", "change", "zero point"), rows);
        }
    }

    private static void agreement(HtmlPage page, String title, String explanation, List<LayerAgreement> layers) {
        if (layers.isEmpty()) {
            return;
        }
        page.heading(title, explanation);
        page.table(
                List.of("operator", "values", "equal", "largest step"),
                layers.stream()
                        .map(layer -> List.of(
                                layer.operator(),
                                layer.values(),
                                String.format(Locale.ROOT, "%.3f %%", 100 * layer.share()),
                                layer.largestStep()))
                        .toList());
    }
}
