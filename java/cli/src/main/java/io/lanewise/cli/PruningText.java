// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.graph.Graph;
import io.lanewise.pruning.PruningPreview;
import io.lanewise.pruning.PruningPreview.Entry;
import io.lanewise.pruning.PruningPreview.Size;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.pruning.mask.Sparsity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What a pruning saves, in words.
 *
 * @param block of blocks of zeros; null where none were made
 */
record PruningText(PrintWriter out, BlockShape block) {
    private static final int NAME_WIDTH = 32;
    /** Outputs and inputs of the blocks that kernels of every ISA level skip. */
    private static final int SKIPPED = 16;

    /** A row for each operator that costs something or becomes smaller, and the whole. */
    void print(PruningPreview preview, Graph pruned) {
        TextTable table = new TextTable(">#", "operator", "writes", ">channels", ">weights", ">MAC", ">left");
        for (Entry entry : preview.operators()) {
            if (entry.before().constants() > 0 && entry.before().macs() > 0) {
                table.row(
                        entry.index(),
                        entry.kind(),
                        Figures.shortened(entry.name(), NAME_WIDTH),
                        change(entry, Size::outputs),
                        change(entry, Size::constants),
                        change(entry, Size::macs),
                        share(entry.after().macs(), entry.before().macs()));
            }
        }
        table.print(out);
        out.println();
        new TextTable("", ">before", ">after", ">left")
                .row(
                        "MAC",
                        Figures.count(preview.before().macs()),
                        Figures.count(preview.after().macs()),
                        share(preview.after().macs(), preview.before().macs()))
                .row(
                        "int8 file",
                        Figures.bytes(preview.before().int8Bytes()),
                        Figures.bytes(preview.after().int8Bytes()),
                        share(preview.after().int8Bytes(), preview.before().int8Bytes()))
                .print(out);
        if (block != null) {
            zeros(Sparsity.of(pruned, block));
        }
    }

    private void zeros(Sparsity sparsity) {
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "%.1f %% of all weights are zero, and %.1f %% of blocks of %s; %.1f %% of the MAC are with those.",
                100 * sparsity.ofWeights(),
                100 * sparsity.ofBlocks(),
                block,
                100 * sparsity.ofMacs()));
        out.println("Zeros make no file smaller that is not compressed. "
                + (block.outputs() % SKIPPED == 0 && block.inputs() % SKIPPED == 0
                        ? "int8 kernels skip these blocks, once more than a tenth of a layer is zero."
                        : "int8 kernels skip blocks of 16x16, and multiply by other zeros."));
    }

    /** The files, when the new one is there. */
    void written(Path file, long size, WrittenFile output) throws IOException {
        out.println();
        new TextTable("float model", ">size")
                .row(file.getFileName(), Figures.bytes(size))
                .row(output.path().getFileName(), output.size())
                .print(out);
    }

    private static String change(Entry entry, ToLongFunction<Size> figure) {
        long before = figure.applyAsLong(entry.before());
        long after = figure.applyAsLong(entry.after());
        return before == after ? Figures.count(before) : Figures.count(before) + " -> " + Figures.count(after);
    }

    private static String share(long after, long before) {
        return before == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * after / before);
    }
}
