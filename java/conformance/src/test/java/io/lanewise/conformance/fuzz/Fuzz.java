// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.conformance.OnnxRuntimeProgram;
import io.lanewise.conformance.OracleProcess;
import io.lanewise.conformance.fuzz.Campaign.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs one campaign from where it stopped, until a seed or a time; {@code scripts/fuzz} calls it, again where it died.
 * Ends with 0 if there is no finding, 10 if there is one, 11 if it ended itself over a seed that took too long.
 */
public final class Fuzz {
    private static final int SECONDS_FOR_A_SEED = 60;
    private static final long PROGRESS_NANOS = 10_000_000_000L;

    private final String name;
    private final Path folder;
    private final Ledger ledger;
    private final Archive archive;
    private final AtomicLong begun = new AtomicLong(Long.MAX_VALUE);

    private Fuzz(String name, Path folder) throws IOException {
        this.name = name;
        this.folder = folder;
        this.archive = new Archive(folder.resolve("findings"), name);
        this.ledger = new Ledger(folder.resolve(name + ".state"));
    }

    /**
     * {@code arguments}: the campaign, the folder of its state and findings, the seed to stop before, the seconds it
     * may take.
     */
    public static void main(String[] arguments) throws IOException {
        Fuzz fuzz = new Fuzz(arguments[0], Path.of(arguments[1]));
        try (Campaign campaign = campaign(arguments[0])) {
            fuzz.run(campaign, Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
        }
        System.exit(fuzz.ledger.findings() == 0 ? 0 : 10);
    }

    private static Campaign campaign(String name) {
        return switch (name) {
            case "tflite-mutations" -> new MutationCampaign(Corpus.TFLITE, tflite());
            case "onnx-mutations" -> new MutationCampaign(Corpus.ONNX, null);
            case "graphs" -> new GraphCampaign(tflite());
            case "round-trips" -> new RoundTripCampaign(tflite(), onnxRuntime());
            default -> throw new IllegalArgumentException("no campaign \"" + name + '"');
        };
    }

    /** Null where the build makes no oracle. */
    private static OracleProcess tflite() {
        String program = System.getProperty("lanewise.oracle", "");
        return program.isEmpty() ? null : new OracleProcess(List.of(program));
    }

    /** On the one platform on which the tests ask it. */
    private static OracleProcess onnxRuntime() {
        return System.getProperty("os.arch").equals("amd64") ? new OracleProcess(OnnxRuntimeProgram.command()) : null;
    }

    private void run(Campaign campaign, long end, long seconds) {
        if (ledger.begun()) {
            archive.add(
                    ledger.next(),
                    "the process died, or took more than " + SECONDS_FOR_A_SEED + " s, of seed " + ledger.next(),
                    Map.of(),
                    null);
            ledger.endWithFinding();
        }
        watch();
        long start = System.nanoTime();
        long said = start;
        while (ledger.next() < end && System.nanoTime() - start < seconds * 1_000_000_000L) {
            long now = System.nanoTime();
            if (now - said > PROGRESS_NANOS) {
                said = now;
                System.out.println(
                        name + ' ' + ledger.next() + ' ' + ledger.outcomes() + ", findings " + ledger.findings());
            }
            step(campaign);
            ledger.spent((System.nanoTime() - now) / 1_000_000);
        }
        archive.reasons().limit(40).forEach(reason -> System.out.println("  " + reason));
        System.out.println(name + ": " + ledger.next() + " seeds " + ledger.outcomes() + ", " + ledger.findings()
                + " findings in "
                + folder.resolve("findings") + ", " + (System.nanoTime() - start) / 1_000_000_000L + " s");
    }

    private void step(Campaign campaign) {
        long seed = ledger.next();
        ledger.begin();
        begun.set(System.nanoTime());
        try {
            Result result = campaign.run(seed);
            if (!result.reason().isEmpty()) {
                archive.reason(result.outcome() + ": " + result.reason());
            }
            ledger.end(result.outcome());
        } catch (Finding finding) {
            archive.add(seed, finding.getMessage(), finding.files(), finding.getCause());
            ledger.endWithFinding();
        } catch (RuntimeException | Error e) {
            archive.add(seed, Problem.of(e).getMessage(), Map.of(), e);
            ledger.endWithFinding();
        } finally {
            begun.set(Long.MAX_VALUE);
        }
    }

    private void watch() {
        Thread watch = new Thread(
                () -> {
                    while (System.nanoTime() - begun.get() < SECONDS_FOR_A_SEED * 1_000_000_000L) {
                        try {
                            Thread.sleep(1000);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                    Runtime.getRuntime().halt(11);
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
    }
}
