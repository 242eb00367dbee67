// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on stderr where someone sees it, nothing elsewhere. */
final class Progress implements Runnable, AutoCloseable {
    private static final int MOST_COLUMNS = 100;

    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    /** Starts a task of {@code steps} steps. */
    static Progress of(String task, long steps) {
        return Terminal.showsStderr() ? of(task, steps, System.err, Terminal.width()) : new Progress(null);
    }

    /** The same on a terminal of so many columns; a line that fills the last one would go on in the next line. */
    static Progress of(String task, long steps, PrintStream terminal, int columns) {
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(terminal, Math.min(MOST_COLUMNS, columns - 1)))
                .build());
    }

    /** One step is done. */
    @Override
    public void run() {
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
