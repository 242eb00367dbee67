// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.analysis.Diagnosis;
import io.lanewise.quantizer.analysis.RemedyGain;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.cost.Cost;
import io.lanewise.quantizer.cost.OutputCost;
import io.lanewise.quantizer.cost.RepairTrial;
import io.lanewise.quantizer.cost.Top1;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What a quantization has cost and which repairs it kept, as text. */
final class CostText {
    private static final int LAYERS = 3;

    private final PrintWriter out;
    private final PrintWriter err;

    CostText(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** What there is to say of the cost; without one, why not. */
    void print(QuantizationResult result, Scheme scheme, boolean plain) {
        result.repairs().stream()
                .filter(trial -> !trial.kept())
                .forEach(trial -> err.println("warning: " + trial.repair().option() + " undone: " + trial.undone()));
        result.repairs().stream()
                .filter(trial -> !trial.measured())
                .forEach(trial ->
                        err.println("warning: " + trial.repair().option() + " not measured: that takes --samples"));
        if (result.cost() == null) {
            out.println("cost not measured" + (plain ? "" : ", biases not corrected") + ": that takes --samples");
            return;
        }
        Cost cost = result.cost();
        String samples = Figures.count(cost.samples())
                + (cost.keptOut() ? " samples kept out of calibration" : " calibration samples");
        out.println();
        TextTable table = new TextTable("output against float", ">SQNR", ">cosine");
        for (OutputCost output : cost.outputs()) {
            table.row(
                    output.name(),
                    Figures.decibels(output.error().sqnr()),
                    Figures.cosine(output.error().cosine()));
        }
        table.print(out);
        Top1 top1 = cost.top1();
        String right = top1 == null
                ? ""
                : ", of which float answers " + top1.floatCorrect() + " right, " + scheme.name() + ' ' + top1.correct();
        out.println("on " + samples + right + repairs(result.repairs()));
        out.println("SQNR = 10 log10(sum r^2 / sum (v - r)^2) of float outputs r and quantized outputs v: how near the"
                + " numbers are, not how many answers are right");
    }

    private static String repairs(List<RepairTrial> repairs) {
        return repairs.stream()
                .filter(RepairTrial::kept)
                .map(trial -> "; " + trial.repair().option()
                        + (trial.measured()
                                ? " kept, "
                                        + Figures.decibels(
                                                trial.before().worst().error().sqnr()) + " before"
                                : ""))
                .collect(Collectors.joining());
    }

    /** That an output is far from float. */
    void warn(Diagnosis diagnosis) {
        OutputCost worst = diagnosis.worst();
        List<RemedyGain> gains = diagnosis.gains();
        err.println("warning: output \"" + worst.name() + "\" has an SQNR of "
                + Figures.decibels(worst.error().sqnr())
                + ", below " + Figures.decibels(Diagnosis.FAR) + "; the costliest layers alone: "
                + diagnosis.layers().stream()
                        .limit(LAYERS)
                        .map(layer -> layer.layer() + " ("
                                + Figures.decibels(layer.error().sqnr()) + ')')
                        .collect(Collectors.joining(", ")));
        boolean helps = !gains.isEmpty() && gains.get(0).gain() > 0;
        err.println("warning: "
                + (helps
                        ? gains.get(0).remedy() + " gives "
                                + Figures.decibels(gains.get(0).error().sqnr()) + "; "
                        : "")
                + "lanewise report measures " + (helps ? "more remedies" : "what helps"));
    }
}
