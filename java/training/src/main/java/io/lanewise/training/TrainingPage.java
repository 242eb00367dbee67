// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.quantizer.analysis.HtmlPage;
import io.lanewise.quantizer.analysis.LineChart;
import io.lanewise.quantizer.output.OutputFile;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a training went, as a page: curves of each stage, scales before and after, agreement with the runtime. */
public final class TrainingPage {

    private TrainingPage() {}

    /**
     * Writes the page beside its place, then moves it there.
     *
     * @param model that was trained, as the page calls it
     * @param result what training gave
     * @param layers how it agrees with the runtime; empty to say nothing of it
     * @param file the target
     * @throws IOException if the folder cannot be written
     */
    public static void write(String model, TrainingResult result, List<LayerAgreement> layers, Path file)
            throws IOException {
        OutputFile.write(file, ByteBuffer.wrap(of(model, result, layers).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * {@return the page, which needs nothing beside it}
     *
     * @param model that was trained, as the page calls it
     * @param result what training gave
     * @param layers how it agrees with the runtime
     * @throws IOException if the page's parts cannot be read from the class path
     */
    public static String of(String model, TrainingResult result, List<LayerAgreement> layers) throws IOException {
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
        if (!layers.isEmpty()) {
            agreement(page, layers);
        }
        return page.toString();
    }

    private static void curves(HtmlPage page, TrainingResult.Stage stage) {
        List<Double> losses =
                stage.passes().stream().map(TrainingRun.Pass::loss).toList();
        List<Double> scores =
                stage.passes().stream().map(TrainingRun.Pass::score).toList();
        page.heading("Stage " + stage.name() + ": loss", "Mean over the steps of each pass.");
        page.plot(new LineChart("Loss of " + stage.name(), losses, stage.best(), "%.4f"));
        boolean shares = scores.stream().allMatch(score -> score >= 0);
        page.heading(
                "Stage " + stage.name() + (shares ? ": right answers" : ": error"),
                "After each pass, of the model as it is deployed, on samples that nothing was trained on; 0 is what the"
                        + " stage began with." + (shares
                                ? ""
                                : " Squared error over variance, as a negative number: of the distance from the targets"
                                        + " if they are learned from, else from the teacher."));
        page.plot(new LineChart("Score of " + stage.name(), scores, stage.best(), "%.5f"));
    }

    /** Of the last stage, if it was of integers. */
    private static void scales(HtmlPage page, TrainingResult result) {
        if (result.stages().isEmpty()) {
            return;
        }
        List<Tensor> before =
                result.stages().get(result.stages().size() - 1).start().tensors();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Quantization old = before.get(i).quantization();
            Quantization now = result.graph().tensors().get(i).quantization();
            if (old != null && !before.get(i).isConstant() && !old.isPerChannel()) {
                rows.add(List.of(
                        before.get(i).name(),
                        String.format(Locale.ROOT, "%.6g", old.scale()),
                        String.format(Locale.ROOT, "%.6g", now.scale()),
                        String.format(Locale.ROOT, "%+.1f %%", 100 * (now.scale() / old.scale() - 1)),
                        old.zeroPoint() + " to " + now.zeroPoint()));
            }
        }
        if (!rows.isEmpty()) {
            page.heading("Scales of activations", "Before the last stage and after it.");
            page.table(List.of("tensor", "before", "after", "change", "zero point"), rows);
        }
    }

    private static void agreement(HtmlPage page, List<LayerAgreement> layers) {
        page.heading(
                "Training and runtime",
                "Each operator of both, fed with the runtime's integers: how many integers are equal, and how far apart"
                        + " the others are.");
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
