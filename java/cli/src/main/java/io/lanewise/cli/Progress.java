// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on stderr where someone sees it, nothing elsewhere. */
final class Progress implements Runnable, AutoCloseable {
    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    /** Starts a task of {@code steps} steps. */
    static Progress of(String task, long steps) {
        return new Progress(!Terminal.showsStderr() ? null : new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, Terminal.WIDTH))
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
