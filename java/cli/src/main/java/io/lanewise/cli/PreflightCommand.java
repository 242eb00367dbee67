// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.Preflight;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a quantization will do, before it is done. */
@Command(
        name = "preflight",
        description = {
            "Say for every operator of a float model what it will compute with, and why.",
            "Needs no samples. Multiply-accumulates (MAC) show where the work is; \"boundaries\" are inputs"
                    + " that have to be made",
            "integers or floats; \"room\" is how often the largest sum fits into an int32 accumulator."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  lanewise preflight model.onnx", "  lanewise preflight model.tflite --scheme int16 --json"})
final class PreflightCommand implements Callable<Integer> {
    private static final int NAME_WIDTH = 40;

    @Parameters(paramLabel = "MODEL", description = "A float .tflite or .onnx file.")
    private Path file;

    @Mixin
    private SchemeOptions schemeOptions;

    @Option(names = "--json", description = "Print everything as JSON.")
    private boolean json;

    @Mixin
    private InputShapes inputShapes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Preflight preflight = Preflight.of(inputShapes.load(file).graph(), schemeOptions.scheme());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, preflight);
            return 0;
        }
        TextTable table = new TextTable(
                ">#", "operator", "writes", "computes with", ">boundaries", ">MAC", ">share", ">room", "reason");
        for (Preflight.Entry entry : preflight.operators()) {
            table.row(
                    entry.index(),
                    entry.kind(),
                    Figures.shortened(entry.name(), NAME_WIDTH),
                    entry.arithmetic().name().toLowerCase(Locale.ROOT),
                    entry.boundaries() == 0 ? "" : entry.boundaries(),
                    entry.macs() == 0 ? "" : Figures.count(entry.macs()),
                    entry.macs() == 0 ? "" : share(entry.macs(), preflight.macs()),
                    entry.depth() == 0 ? "" : String.format(Locale.ROOT, "%.0f", entry.room()),
                    entry.reason());
        }
        table.print(out);
        out.println();
        out.println(Figures.count(preflight.macs()) + " MAC, "
                + String.format(Locale.ROOT, "%.1f %%", 100 * preflight.integerShare()) + " of them on integers");
        return 0;
    }

    private static String share(long part, long all) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
    }
}
