// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The program behind {@code benchmarks/emulated/meter}, which says what its arguments mean. Runs in the project's root.
 */
public final class Meter {
    private static final Path BUILD = Path.of("build").toAbsolutePath();
    private static final Path BASELINE = Path.of("benchmarks/emulated/baseline.csv");
    private static final Path CSV = Path.of("build/emulated/measurements.csv");
    private static final Set<String> RECORDED_GROUPS = Set.of("kernel", "gemm", "operator");

    private final List<EmulatedPlatform> platforms;
    private final List<String> words;

    private Meter(List<EmulatedPlatform> platforms, List<String> words) {
        this.platforms = platforms;
        this.words = words;
    }

    /** Runs one command: platforms separated by commas, the command, words that choose workloads. */
    public static void main(String[] arguments) throws IOException {
        List<EmulatedPlatform> platforms =
                Arrays.stream(arguments[0].split(",")).map(EmulatedPlatform::of).toList();
        Meter meter = new Meter(platforms, List.of(arguments).subList(2, arguments.length));
        try {
            System.exit(meter.run(arguments[1]));
        } catch (MeterException e) {
            System.err.println("meter: " + e.getMessage());
            System.exit(1);
        }
    }

    private int run(String command) throws IOException {
        switch (command) {
            case "table" -> print(measure(words, true));
            case "gemm" -> {
                List<Measurement> measurements = new ArrayList<>(measure(List.of("gemm "), true));
                measurements.sort(Comparator.comparing(m -> m.workload().isa()));
                print(measurements);
            }
            case "small-k" -> {
                List<Measurement> measurements = measure(List.of("small-k "), false);
                Files.writeString(CSV, new MeasurementTable(measurements).csv());
                System.out.print(SmallMatrices.text(measurements));
            }
            case "difference" -> print(List.of(difference()));
            case "sections" -> print(sections());
            case "check" -> {
                return check(recorded());
            }
            case "record" -> {
                List<Measurement> measurements = recorded();
                Baseline.write(BASELINE, measurements);
                System.out.println(measurements.size() + " workloads recorded in " + BASELINE);
            }
            default -> throw new MeterException("no command \"" + command + "\"");
        }
        return 0;
    }

    private static int check(List<Measurement> measurements) throws IOException {
        Baseline baseline = Baseline.read(BASELINE);
        List<String> complaints = baseline.complaints(measurements);
        complaints.forEach(System.out::println);
        System.out.println(measurements.size() + " workloads, " + complaints.size() + " failed, "
                + baseline.improvements(measurements) + " better than recorded");
        if (!complaints.isEmpty()) {
            System.out.println("Where that is meant to be: benchmarks/emulated/meter record");
        }
        return complaints.isEmpty() ? 0 : 1;
    }

    private List<Measurement> measure(List<String> chosen, boolean withCycles) throws IOException {
        Emulator emulator = new Emulator(BUILD);
        List<Measurement> measurements = new ArrayList<>();
        for (EmulatedPlatform platform : platforms) {
            measurements.addAll(emulator.measure(platform, chosen, withCycles));
        }
        return measurements;
    }

    // What one inference costs: the words are the profiles of a run of few and of one of many, how many more, and a
    // name.
    private Measurement difference() throws IOException {
        EmulatedPlatform platform = platforms.get(0);
        Executions more = Profile.read(Path.of(words.get(1)))
                .section(0)
                .minus(Profile.read(Path.of(words.get(0))).section(0));
        NativeWorkload workload =
                new NativeWorkload("process", "", words.get(3), "", "inference", Long.parseLong(words.get(2)));
        return new Emulator(BUILD).estimate(platform, Map.of(workload, more)).get(0);
    }

    // What one inference costs in each section: the words are the profile, an ISA level, inferences of a section, and
    // the names of sections 1 and up.
    private List<Measurement> sections() throws IOException {
        Profile profile = Profile.read(Path.of(words.get(0)));
        Map<NativeWorkload, Executions> executions = new LinkedHashMap<>();
        for (int i = 3; i < words.size(); i++) {
            executions.put(
                    new NativeWorkload(
                            "process", words.get(1), words.get(i), "", "inference", Long.parseLong(words.get(2))),
                    profile.section(i - 2));
        }
        return new Emulator(BUILD).estimate(platforms.get(0), executions);
    }

    private List<Measurement> recorded() throws IOException {
        List<Measurement> measurements = new ArrayList<>();
        for (EmulatedPlatform platform : platforms) {
            List<Measurement> all = new Emulator(BUILD).measure(platform, List.of(), false);
            KnownSections.check(all);
            all.stream()
                    .filter(m -> RECORDED_GROUPS.contains(m.workload().group()))
                    .forEach(measurements::add);
        }
        return measurements;
    }

    // A table for each platform, and one file.
    private static void print(List<Measurement> measurements) throws IOException {
        Files.writeString(CSV, new MeasurementTable(measurements).csv());
        measurements.stream()
                .collect(Collectors.groupingBy(Measurement::platform, LinkedHashMap::new, Collectors.toList()))
                .forEach((platform, some) -> System.out.println(platform + "\n" + new MeasurementTable(some).text()));
    }
}
