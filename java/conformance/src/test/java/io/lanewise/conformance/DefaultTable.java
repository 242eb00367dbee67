// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.cost.ErrorMeter;
import io.lanewise.quantizer.cost.RepairTrial;
import io.lanewise.quantizer.evaluation.PairedDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A program: what quantization by default costs on every float model with samples, against float and against
 * {@code plain}. Arguments: {@code choose} or {@code report}, for the records to measure on, and a folder in which each
 * model's figures are kept, so that what was measured is not measured again. Ends with status 1 if the default is
 * significantly below float or plain on a model (McNemar's exact test, two-sided, 95 %), a cosine is below plain's in
 * six digits, or the models lose more than 0.1 points on average.
 */
public final class DefaultTable {
    private static final double SIGNIFICANT = 0.05;
    private static final double MOST_LOST_POINTS = 0.1;

    /** Columns; adaptive rounding sees some of the samples to calibrate with. */
    private static final Map<String, BiFunction<Quantizer, List<float[]>, Quantizer>> COLUMNS = new TreeMap<>(Map.of(
            "1 plain", (quantizer, samples) -> quantizer.plain(),
            "2 default", (quantizer, samples) -> quantizer,
            "3 adaptive", (quantizer, samples) -> quantizer.roundAdaptively(samples.subList(0, 64))));

    /**
     * A model's figures in one column.
     *
     * @param right for each record, whether the largest output is at its label
     * @param cosines of each output with float's
     * @param seconds from samples to the quantized model
     * @param repairs what was done, and what undone
     */
    record Figures(List<Boolean> right, List<Double> cosines, double seconds, List<String> repairs) {

        double top1() {
            return 100.0 * right.stream().filter(yes -> yes).count() / right.size();
        }

        PairedDifference against(Figures other) {
            int onlyOther = 0;
            int onlyThis = 0;
            for (int i = 0; i < right.size(); i++) {
                onlyOther += other.right.get(i) && !right.get(i) ? 1 : 0;
                onlyThis += right.get(i) && !other.right.get(i) ? 1 : 0;
            }
            return PairedDifference.of(right.size(), onlyOther, onlyThis);
        }

        boolean significantlyBelow(Figures other) {
            PairedDifference difference = against(other);
            return difference.difference() < 0 && difference.pValue() < SIGNIFICANT;
        }
    }

    /** A model's line: {@code 0 float} and the columns. */
    record Line(Map<String, Figures> columns) {}

    private DefaultTable() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: DefaultTable choose|report FOLDER");
        }
        Path folder = Files.createDirectories(Path.of(args[1], args[0]));
        System.out.println(
                "| model | records | float | plain | default | default, adaptive | cosine: plain | default | adaptive"
                        + " | seconds: plain | default | adaptive"
                        + " |\n|---|---|---|---|---|---|---|---|---|---|---|---|");
        List<String> problems = new ArrayList<>();
        double lost = 0;
        List<StoredModel> models = StoredModel.list("expected.json").stream()
                .filter(stored -> stored.logits() != null && !stored.model().contains("hybrid"))
                .toList();
        for (StoredModel stored : models) {
            Path file = folder.resolve(stored.toString().replace('/', '-') + ".json");
            ObjectMapper mapper = new ObjectMapper();
            if (Files.notExists(file)) {
                Path half = folder.resolve("unfinished");
                mapper.writeValue(half.toFile(), measure(stored, SampleSets.of(stored, args[0])));
                Files.move(half, file);
            }
            Map<String, Figures> columns =
                    mapper.readValue(file.toFile(), Line.class).columns();
            print(stored, columns);
            Figures chosen = columns.get("2 default");
            lost += columns.get("0 float").top1() - chosen.top1();
            problems.addAll(problems(stored, columns));
        }
        System.out.printf(Locale.ROOT, "mean loss of the default: %.3f points%n", lost / models.size());
        if (lost / models.size() > MOST_LOST_POINTS) {
            problems.add("the mean loss is above " + MOST_LOST_POINTS + " points");
        }
        problems.forEach(System.out::println);
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    private static List<String> problems(StoredModel stored, Map<String, Figures> columns) {
        List<String> problems = new ArrayList<>();
        Figures chosen = columns.get("2 default");
        for (String other : List.of("0 float", "1 plain")) {
            if (chosen.significantlyBelow(columns.get(other))) {
                problems.add(stored + ": the default is significantly below " + other.substring(2) + ", p = "
                        + chosen.against(columns.get(other)).pValue());
            }
        }
        for (int i = 0; i < chosen.cosines.size(); i++) {
            if (digits(chosen.cosines.get(i))
                    < digits(columns.get("1 plain").cosines.get(i))) {
                problems.add(stored + ": output " + i + " has a cosine of " + chosen.cosines.get(i) + ", plain "
                        + columns.get("1 plain").cosines.get(i));
            }
        }
        return problems;
    }

    /** As many as are printed. */
    private static long digits(double cosine) {
        return Math.round(1e6 * cosine);
    }

    private static void print(StoredModel stored, Map<String, Figures> columns) {
        System.out.println("| " + stored + " | " + columns.get("0 float").right.size() + " | "
                + cells(columns, 0, figures -> String.format(Locale.ROOT, "%.2f", figures.top1())) + " | "
                + cells(
                        columns,
                        1,
                        figures -> String.format(
                                Locale.ROOT,
                                "%.6f",
                                figures.cosines.stream().min(Double::compare).orElseThrow()))
                + " | "
                + cells(columns, 1, figures -> String.format(Locale.ROOT, "%.1f", figures.seconds)) + " |");
    }

    private static String cells(Map<String, Figures> columns, int first, Function<Figures, String> cell) {
        return new TreeMap<>(columns).values().stream().skip(first).map(cell).collect(Collectors.joining(" | "));
    }

    private static Line measure(StoredModel stored, SampleSets sets) throws IOException {
        Model real = ModelFiles.load(SharedData.file(stored.model()));
        List<List<float[]>> expected = outputs(real, sets.measured());
        Map<String, Figures> columns = new TreeMap<>();
        columns.put("0 float", figures(expected, expected, sets.labels(), 0, List.of()));
        for (Map.Entry<String, BiFunction<Quantizer, List<float[]>, Quantizer>> column : COLUMNS.entrySet()) {
            long start = System.nanoTime();
            QuantizationResult result = column.getValue()
                    .apply(
                            Quantizer.of(real).calibrate(sets.calibration()).interfaceType(InterfaceType.FLOAT32),
                            sets.calibration())
                    .quantize();
            double seconds = (System.nanoTime() - start) / 1e9;
            columns.put(
                    column.getKey(),
                    figures(
                            expected,
                            outputs(result.model(), sets.measured()),
                            sets.labels(),
                            seconds,
                            result.repairs().stream().map(DefaultTable::text).toList()));
        }
        return new Line(columns);
    }

    private static String text(RepairTrial trial) {
        return trial.repair().option() + (trial.kept() ? " kept" : " undone: " + trial.undone());
    }

    private static Figures figures(
            List<List<float[]>> expected,
            List<List<float[]>> actual,
            List<Integer> labels,
            double seconds,
            List<String> repairs) {
        List<Boolean> right = new ArrayList<>();
        List<Double> cosines = new ArrayList<>();
        for (int output = 0; output < expected.get(0).size(); output++) {
            ErrorMeter meter = new ErrorMeter();
            for (int i = 0; i < expected.size(); i++) {
                meter.add(expected.get(i).get(output), actual.get(i).get(output));
            }
            cosines.add(meter.error().cosine());
        }
        for (int i = 0; i < actual.size(); i++) {
            float[] scores = actual.get(i).get(0);
            int largest = 0;
            for (int k = 1; k < scores.length; k++) {
                largest = scores[k] > scores[largest] ? k : largest;
            }
            right.add(largest == labels.get(i));
        }
        return new Figures(right, cosines, seconds, repairs);
    }

    private static List<List<float[]>> outputs(Model model, List<float[]> samples) {
        List<List<float[]>> all = new ArrayList<>();
        try (Session session = model.newSession()) {
            for (float[] sample : samples) {
                session.input(0).putFloats(sample);
                session.run();
                List<float[]> outputs = new ArrayList<>();
                for (int i = 0; i < model.outputs().size(); i++) {
                    outputs.add(session.output(i).floats());
                }
                all.add(outputs);
            }
        }
        return all;
    }
}
