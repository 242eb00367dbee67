// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.evaluation.ClassMetrics;
import io.lanewise.quantizer.evaluation.Evaluation;
import io.lanewise.quantizer.evaluation.Interval;
import io.lanewise.quantizer.evaluation.Metrics;
import io.lanewise.quantizer.evaluation.PairedDifference;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An evaluation for people to read. */
final class EvaluationText {
    /** A confusion matrix of more classes does not fit a line; its largest entries are listed instead. */
    private static final int MATRIX_CLASSES = 12;

    private static final int LISTED_CONFUSIONS = 20;
    private static final int MODEL_WIDTH = 40;
    private static final int NAME_WIDTH = 16;

    private final Evaluation evaluation;
    private final PrintWriter out;

    private record Confusion(int label, int answer, int count) {}

    EvaluationText(Evaluation evaluation, PrintWriter out) {
        this.evaluation = evaluation;
        this.out = out;
    }

    void print(boolean perClass, boolean confusion) {
        Metrics first = evaluation.models().get(0).metrics();
        out.println(evaluation.dataset() + ": " + Figures.count(first.samples()) + " samples, "
                + first.classes().size() + " classes");
        out.println();
        summary();
        evaluation.comparisons().forEach(this::comparison);
        for (Evaluation.ModelResult model : evaluation.models()) {
            if (perClass) {
                heading(model, "by class");
                classes(model.metrics());
            }
            if (confusion) {
                confusion(model);
            }
        }
    }

    private void summary() {
        TextTable table = new TextTable(
                "model", ">top-1", ">95 % interval", ">top-5", ">precision", ">recall", ">F1", ">latency");
        for (Evaluation.ModelResult model : evaluation.models()) {
            Metrics metrics = model.metrics();
            table.row(
                    Figures.shortened(model.name(), MODEL_WIDTH),
                    Figures.percent(metrics.top1()),
                    Figures.interval(Interval.wilson(metrics.correct(), metrics.samples())),
                    Figures.percent(metrics.top5()),
                    Figures.percent(metrics.macroPrecision()),
                    Figures.percent(metrics.macroRecall()),
                    Figures.percent(metrics.macroF1()),
                    Figures.micros(model.medianMicros()));
        }
        table.print(out);
        out.println("Precision, recall and F1 are means over the classes; latency is the median of one inference.");
    }

    private void comparison(Evaluation.Comparison comparison) {
        out.println();
        out.println(comparison.second() + " against " + comparison.first() + ":");
        out.println("  same answer " + Figures.percent(comparison.agreement()) + ", only the first right "
                + comparison.onlyFirstCorrect() + ", only the second right " + comparison.onlySecondCorrect());
        PairedDifference difference = PairedDifference.of(
                evaluation.models().get(0).metrics().samples(),
                comparison.onlyFirstCorrect(),
                comparison.onlySecondCorrect());
        out.println("  top-1 differs by " + Figures.points(difference.difference()) + ", 95 % interval "
                + Figures.points(difference.interval().low()) + " to "
                + Figures.points(difference.interval().high())
                + ", p = " + Figures.real(difference.pValue()));
    }

    private void heading(Evaluation.ModelResult model, String what) {
        out.println();
        out.println(model.name() + ", " + what);
    }

    private void classes(Metrics metrics) {
        TextTable table = new TextTable("class", ">samples", ">answers", ">precision", ">recall", ">F1");
        for (ClassMetrics c : metrics.classes()) {
            table.row(
                    name(c.label()),
                    c.support(),
                    c.predicted(),
                    Figures.percent(c.precision()),
                    Figures.percent(c.recall()),
                    Figures.percent(c.f1()));
        }
        table.print(out);
    }

    private void confusion(Evaluation.ModelResult model) {
        if (model.metrics().classes().size() <= MATRIX_CLASSES) {
            heading(model, "confusion: rows are labels, columns answers");
            confusionMatrix(model.metrics());
        } else {
            heading(model, "largest confusions");
            largestConfusions(model.metrics());
        }
    }

    private void confusionMatrix(Metrics metrics) {
        List<String> heads = new ArrayList<>(List.of("class"));
        for (ClassMetrics c : metrics.classes()) {
            heads.add(">" + c.label());
        }
        TextTable table = new TextTable(heads.toArray(String[]::new));
        for (ClassMetrics c : metrics.classes()) {
            List<Object> row = new ArrayList<>(metrics.confusion().get(c.label()));
            row.add(0, evaluation.classNames().isEmpty() ? name(c.label()) : c.label() + " " + name(c.label()));
            table.row(row.toArray());
        }
        table.print(out);
    }

    private void largestConfusions(Metrics metrics) {
        List<Confusion> confusions = new ArrayList<>();
        for (int label = 0; label < metrics.classes().size(); label++) {
            for (int answer = 0; answer < metrics.classes().size(); answer++) {
                int count = metrics.confusion().get(label).get(answer);
                if (label != answer && count > 0) {
                    confusions.add(new Confusion(label, answer, count));
                }
            }
        }
        TextTable table = new TextTable("class", "taken for", ">samples");
        confusions.stream()
                .sorted(Comparator.comparingInt(Confusion::count).reversed())
                .limit(LISTED_CONFUSIONS)
                .forEach(c -> table.row(name(c.label()), name(c.answer()), c.count()));
        table.print(out);
        if (confusions.size() > LISTED_CONFUSIONS) {
            out.println("and " + (confusions.size() - LISTED_CONFUSIONS) + " more; --json has the whole matrix");
        }
    }

    private String name(int label) {
        List<String> names = evaluation.classNames();
        return Figures.shortened(label < names.size() ? names.get(label) : Integer.toString(label), NAME_WIDTH);
    }
}
