// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Measurements as text for people, and as CSV. */
final class MeasurementTable {
    private final List<Measurement> measurements;
    private final List<String> cores;

    MeasurementTable(List<Measurement> measurements) {
        this.measurements = measurements;
        Set<String> all = new LinkedHashSet<>();
        measurements.forEach(measurement -> all.addAll(measurement.cycles().keySet()));
        cores = List.copyOf(all);
    }

    /** One line for each measurement: instructions and cycles of each core, per unit of work. */
    String text() {
        List<String> heads = new ArrayList<>(List.of("isa", "workload", "microkernel", "unit", "instr/unit"));
        heads.addAll(cores);
        List<List<String>> rows = new ArrayList<>(List.of(heads));
        for (Measurement measurement : measurements) {
            NativeWorkload workload = measurement.workload();
            List<String> row = new ArrayList<>(List.of(
                    workload.isa(),
                    workload.name(),
                    workload.name().startsWith(workload.microkernel()) ? "" : workload.microkernel(),
                    workload.unit(),
                    figure(measurement.instructionsPerUnit())));
            cores.forEach(core -> row.add(figure(measurement.cyclesPerUnit(core))));
            rows.add(row);
        }
        return aligned(rows, 4);
    }

    /** The same for programs, with whole numbers of instructions. */
    String csv() {
        StringBuilder csv =
                new StringBuilder("platform,group,isa,name,microkernel,unit,work,instructions,instructions/unit");
        cores.forEach(core -> csv.append(",cycles/unit ").append(core));
        for (Measurement measurement : measurements) {
            csv.append('\n')
                    .append(measurement.platform())
                    .append(',')
                    .append(measurement.workload().csv())
                    .append(',')
                    .append(measurement.instructions())
                    .append(',')
                    .append(figure(measurement.instructionsPerUnit()));
            cores.forEach(core -> csv.append(',').append(figure(measurement.cyclesPerUnit(core))));
        }
        return csv.append('\n').toString();
    }

    static String figure(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, value < 10 ? "%.4f" : "%.1f", value);
    }

    /** Rows of cells under each other; from a column on, they are aligned to the right. */
    static String aligned(List<List<String>> rows, int firstRight) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String fill = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(i < firstRight ? row.get(i) + fill : fill + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
