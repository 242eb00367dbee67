// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Recorded instructions of workloads: a CSV file of platform, group, isa, name, work, instructions. */
final class Baseline {
    /** Growth of instructions per unit of work that is still accepted. */
    static final double TOLERANCE = 0.02;

    private static final String HEAD = "platform,group,isa,name,work,instructions";

    private final Map<String, Double> instructionsPerUnit;

    private Baseline(Map<String, Double> instructionsPerUnit) {
        this.instructionsPerUnit = instructionsPerUnit;
    }

    static Baseline read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Baseline(Map.of());
        }
        Map<String, Double> recorded = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            if (cells.length != 6) {
                throw new MeterException(file + ": not a row of a baseline: " + line);
            }
            recorded.put(
                    String.join(",", cells[0], cells[1], cells[2], cells[3]),
                    Double.parseDouble(cells[5]) / Double.parseDouble(cells[4]));
        }
        return new Baseline(recorded);
    }

    static void write(Path file, List<Measurement> measurements) throws IOException {
        StringBuilder csv = new StringBuilder(HEAD).append('\n');
        for (Measurement m : measurements) {
            csv.append(m.key())
                    .append(',')
                    .append(m.workload().work())
                    .append(',')
                    .append(m.instructions())
                    .append('\n');
        }
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, csv);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What speaks against measurements: growth, rows that were never recorded, recorded rows that are no more. */
    List<String> complaints(List<Measurement> measurements) {
        List<String> complaints = new ArrayList<>();
        Set<String> gone = new LinkedHashSet<>(instructionsPerUnit.keySet());
        for (Measurement measurement : measurements) {
            gone.remove(measurement.key());
            Double recorded = instructionsPerUnit.get(measurement.key());
            double now = measurement.instructionsPerUnit();
            if (recorded == null) {
                complaints.add(measurement.key() + ": no baseline");
            } else if (now > recorded * (1 + TOLERANCE)) {
                complaints.add(String.format(
                        Locale.ROOT,
                        "%s: %.4f instructions per %s, %.1f %% more than the recorded %.4f",
                        measurement.key(),
                        now,
                        measurement.workload().unit(),
                        (now / recorded - 1) * 100,
                        recorded));
            }
        }
        gone.forEach(key -> complaints.add(key + ": recorded, but not measured"));
        return complaints;
    }

    /** How many measurements need less than recorded by more than the tolerance. */
    long improvements(List<Measurement> measurements) {
        return measurements.stream()
                .filter(m -> instructionsPerUnit.containsKey(m.key())
                        && m.instructionsPerUnit() < instructionsPerUnit.get(m.key()) * (1 - TOLERANCE))
                .count();
    }
}
