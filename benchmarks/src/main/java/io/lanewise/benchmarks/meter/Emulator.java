// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Runs {@code benchmarks/native/emulated_meter.cpp} under qemu and measures its workloads. */
final class Emulator {
    private final Path build;

    /** An emulator that finds programs, the plugin and its caches below the project's build folder. */
    Emulator(Path build) {
        this.build = build;
    }

    /** The workloads that contain every word, in the program's order; without cycles where they are not wanted. */
    List<Measurement> measure(EmulatedPlatform platform, List<String> words, boolean withCycles) throws IOException {
        Path work = build.resolve("emulated");
        Path file = Files.createTempFile(work, "profile", ".txt");
        try {
            Map<NativeWorkload, Executions> executions = run(platform, words, work, file);
            return withCycles
                    ? estimate(platform, executions)
                    : executions.entrySet().stream()
                            .map(entry -> new Measurement(
                                    platform.id,
                                    entry.getKey(),
                                    entry.getValue().instructions(),
                                    Map.of()))
                            .toList();
        } finally {
            Files.delete(file);
        }
    }

    private Map<NativeWorkload, Executions> run(EmulatedPlatform platform, List<String> words, Path work, Path file)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                platform.qemu,
                "-cpu",
                "max",
                "-L",
                platform.root,
                "-plugin",
                work.resolve("block_profile.so") + ",out=" + file,
                build.resolve(platform.id)
                        .resolve("benchmarks/native/emulated_meter")
                        .toString()));
        command.addAll(1, platform.options);
        command.addAll(words);
        Tool.Result result = Tool.process(command, "");
        if (result.status() != 0) {
            throw new MeterException(String.join(" ", command) + " ended with status " + result.status() + ": "
                    + result.errors().strip());
        }
        result.errors()
                .lines()
                .filter(line -> !line.startsWith("instructions "))
                .forEach(System.err::println);
        Profile profile = Profile.read(file);
        Map<NativeWorkload, Executions> executions = new LinkedHashMap<>();
        for (String line : result.output().lines().toList()) {
            String[] cells = line.split(",", -1);
            executions.put(NativeWorkload.parse(cells, 1), profile.section(Long.parseLong(cells[0])));
        }
        return executions;
    }

    /** What was executed, with the cycles of the cores that the ISA level is for. */
    List<Measurement> estimate(EmulatedPlatform platform, Map<NativeWorkload, Executions> executions)
            throws IOException {
        CycleModel model = new CycleModel(platform, build.resolve("emulated/cycles"), Tool::process);
        TreeSet<String> cores = new TreeSet<>();
        executions.keySet().forEach(workload -> cores.addAll(platform.cores(workload.isa())));
        for (String core : cores) {
            model.prepare(
                    core,
                    executions.entrySet().stream()
                            .filter(entry ->
                                    platform.cores(entry.getKey().isa()).contains(core))
                            .map(Map.Entry::getValue)
                            .toList());
        }
        List<Measurement> measurements = new ArrayList<>();
        for (Map.Entry<NativeWorkload, Executions> entry : executions.entrySet()) {
            Map<String, Double> cycles = new LinkedHashMap<>();
            for (String core : platform.cores(entry.getKey().isa())) {
                cycles.put(core, model.cycles(core, entry.getValue()));
            }
            measurements.add(new Measurement(
                    platform.id, entry.getKey(), entry.getValue().instructions(), cycles));
        }
        return measurements;
    }
}
