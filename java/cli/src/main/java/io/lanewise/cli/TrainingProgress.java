// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.training.TrainingMonitor;
import io.lanewise.training.TrainingRun;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says how a training goes, and ends it at Ctrl-C: the process then waits until its result is written. */
final class TrainingProgress implements TrainingMonitor, AutoCloseable {
    private static final int MOST_SECONDS_TO_WRITE = 60;

    private final PrintWriter err;
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "lanewise training");
    private volatile boolean stopping;
    private long begun;
    private int firstStep;
    private int step;
    private int steps;
    private double start;

    TrainingProgress(PrintWriter err) {
        this.err = err;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        stopping = true;
        try {
            written.await(MOST_SECONDS_TO_WRITE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void begin(String task) {
        begun = 0;
        firstStep = 0;
        line(task.equals("quantize") ? "calibrating and quantizing ..." : "training " + task + " ...");
    }

    @Override
    public void step(int number, int of, float loss) {
        if (begun == 0) {
            begun = System.nanoTime();
            firstStep = number;
        }
        step = number;
        steps = of;
    }

    @Override
    public void pass(TrainingRun.Pass pass) {
        if (pass.number() == 0) {
            start = pass.score();
            line("  start: " + score(pass.score()));
            return;
        }
        line(String.format(
                Locale.ROOT,
                "  pass %d: loss %.4g, %s (start %s)%s",
                pass.number(),
                pass.loss(),
                score(pass.score()),
                score(start),
                left()));
    }

    /** Accuracies as shares of right answers, distances, which are negative, as what they are. */
    static String score(double score) {
        return score >= 0
                ? String.format(Locale.ROOT, "%.2f %% right", 100 * score)
                : String.format(Locale.ROOT, "error %.4g", -score);
    }

    private String left() {
        if (step >= steps || step <= firstStep) {
            return "";
        }
        double seconds = (System.nanoTime() - begun) / 1e9 / (step - firstStep) * (steps - step);
        return seconds < 100
                ? String.format(Locale.ROOT, ", %.0f s left", seconds)
                : String.format(Locale.ROOT, ", %.0f min left", seconds / 60);
    }

    private void line(String text) {
        err.println(text);
        err.flush();
    }

    @Override
    public boolean stopped() {
        return stopping;
    }

    @Override
    public void close() {
        written.countDown();
        if (!stopping) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
