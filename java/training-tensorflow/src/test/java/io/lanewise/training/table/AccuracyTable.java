// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.table;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.evaluation.PairedDifference;
import io.lanewise.training.CheckpointFile;
import io.lanewise.training.Flip;
import io.lanewise.training.Shift;
import io.lanewise.training.Training;
import io.lanewise.training.TrainingData;
import io.lanewise.training.TrainingMonitor;
import io.lanewise.training.TrainingResult;
import io.lanewise.training.TrainingRun;
import io.lanewise.training.tensorflow.TensorFlowEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What training costs and gains on real models: {@code AccuracyTable choose|report SHARED FOLDER [ROW...]}. Each model
 * that is trained stays in the folder, and is not trained again; a run that was killed goes on. {@code choose} counts
 * on the samples to choose by, {@code report} on those of no other use. Fails if a line's 95 % interval lies wholly
 * below its limit.
 */
final class AccuracyTable {
    private final String set;
    private final Path shared;
    private final Path folder;

    private AccuracyTable(String set, Path shared, Path folder) {
        this.set = set;
        this.shared = shared;
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        if (args.length < 3 || !List.of("choose", "report").contains(args[0])) {
            System.err.println("usage: AccuracyTable choose|report SHARED FOLDER [ROW...]");
            System.exit(2);
        }
        AccuracyTable table = new AccuracyTable(args[0], Path.of(args[1]), Path.of(args[2]));
        Files.createDirectories(table.folder);
        List<String> asked = List.of(args).subList(3, args.length);
        boolean good = true;
        System.out.println(
                "| line | float | start | trained | difference, 95 % interval | limit | KiB of float | CPU time |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (Row row : Row.all()) {
            if (asked.isEmpty() || asked.stream().anyMatch(row.name()::matches)) {
                good &= table.line(row);
            }
        }
        System.exit(good ? 0 : 1);
    }

    private boolean line(Row row) throws IOException {
        Task task = Task.of(row.task(), shared);
        Path trained = file(row.name(), task);
        List<LabelledSample> samples = set.equals("report") ? task.report() : task.choose();
        boolean[] ofFloat = right(ModelFiles.load(task.file()), samples);
        boolean[] expected = row.baseline().equals(Row.FLOAT)
                ? ofFloat
                : right(ModelFiles.load(file(row.baseline(), task)), samples);
        boolean[] actual = right(ModelFiles.load(trained), samples);
        Path start = file(row.name() + ".start");
        PairedDifference difference = difference(expected, actual);
        boolean good = 100 * difference.interval().high() >= row.limit();
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.2f | %s | %.2f | %+.2f (%+.2f to %+.2f)%s | %s | %.1f of %.1f | %s |",
                row.name(),
                percent(ofFloat),
                Files.exists(start)
                        ? String.format(Locale.ROOT, "%.2f", percent(right(ModelFiles.load(start), samples)))
                        : "",
                percent(actual),
                100 * difference.difference(),
                100 * difference.interval().low(),
                100 * difference.interval().high(),
                good ? "" : " FAILS",
                row.limit() == Double.NEGATIVE_INFINITY ? "" : String.format(Locale.ROOT, "%+.2f", row.limit()),
                Files.size(trained) / 1024.0,
                Files.size(task.file()) / 1024.0,
                Files.readString(folder.resolve(row.name() + ".seconds")).strip()));
        return good;
    }

    private Path file(String name) {
        return folder.resolve(name + ".tflite");
    }

    /** The file of {@link Row#FLOAT} or of a line, which is trained if it was not. */
    private Path file(String name, Task task) throws IOException {
        return name.equals(Row.FLOAT) ? task.file() : trained(Row.named(name), task);
    }

    private Path trained(Row row, Task task) throws IOException {
        Path target = file(row.name());
        if (Files.exists(target)) {
            return target;
        }
        long cpu = cpuTime();
        Model model = ModelFiles.load(file(row.start(), task));
        Training training = Training.of(model, new TensorFlowEngine())
                .recipe(row.recipe())
                .interfaceType(InterfaceType.FLOAT32)
                .checkpoints(new CheckpointFile(
                        folder.resolve(row.name() + ".checkpoint"), row.toString(), Duration.ofSeconds(60)))
                .monitor(monitor(row.name()));
        if (row.task().startsWith("res") || row.task().startsWith("mob")) {
            var shape = model.inputs().get(0).shape();
            training.augment(new Flip(shape).then(new Shift(shape, 2, 2)));
        }
        TrainingResult result = training.train(TrainingData.of(task.train()), task.choose());
        Graph start = result.stages().get(result.stages().size() - 1).start();
        ModelFiles.write(start, file(row.name() + ".start"));
        // Of a run in several processes this is the last one's.
        Files.writeString(
                folder.resolve(row.name() + ".seconds"),
                String.format(Locale.ROOT, "%.0f s%n", (cpuTime() - cpu) / 1e9));
        result.write(target);
        return target;
    }

    private static TrainingMonitor monitor(String name) {
        return new TrainingMonitor() {
            @Override
            public void pass(TrainingRun.Pass pass) {
                System.err.printf(
                        Locale.ROOT,
                        "%s pass %d: loss %.4f, score %.5f%n",
                        name,
                        pass.number(),
                        pass.loss(),
                        pass.score());
            }
        };
    }

    private static long cpuTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static boolean[] right(Model model, List<LabelledSample> samples) {
        boolean[] right = new boolean[samples.size()];
        try (Session session = model.newSession()) {
            JoinedInputs inputs = JoinedInputs.of(model.graph());
            for (int i = 0; i < right.length; i++) {
                inputs.put(session, samples.get(i).values());
                session.run();
                float[] scores = session.output(0).floats();
                int best = 0;
                for (int k = 1; k < scores.length; k++) {
                    best = scores[k] > scores[best] ? k : best;
                }
                right[i] = best == samples.get(i).label();
            }
        }
        return right;
    }

    private static double percent(boolean[] right) {
        int count = 0;
        for (boolean one : right) {
            count += one ? 1 : 0;
        }
        return 100.0 * count / right.length;
    }

    private static PairedDifference difference(boolean[] expected, boolean[] actual) {
        int onlyExpected = 0;
        int onlyActual = 0;
        for (int i = 0; i < expected.length; i++) {
            onlyExpected += expected[i] && !actual[i] ? 1 : 0;
            onlyActual += !expected[i] && actual[i] ? 1 : 0;
        }
        return PairedDifference.of(expected.length, onlyExpected, onlyActual);
    }
}
