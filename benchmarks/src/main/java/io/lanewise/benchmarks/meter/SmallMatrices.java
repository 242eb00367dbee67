// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Instructions per MAC over sizes of matrices; cells far above the best of their ISA level are marked. */
final class SmallMatrices {
    private static final double FAR = 3;
    private static final Pattern SIZE = Pattern.compile("M=(\\d+) N=(\\d+) K=(\\d+)");

    private record Size(int m, int n, int k) {
        static Size of(Measurement measurement) {
            Matcher matcher = SIZE.matcher(measurement.workload().name());
            if (!matcher.matches()) {
                throw new MeterException(
                        "not the name of a product: " + measurement.workload().name());
            }
            return new Size(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
        }
    }

    private SmallMatrices() {}

    /** A table for each platform and ISA level: K and M down, N across. */
    static String text(List<Measurement> measurements) {
        return measurements.stream()
                .collect(Collectors.groupingBy(
                        m -> m.platform() + " " + m.workload().isa(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> table(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String table(String title, List<Measurement> measurements) {
        Map<Size, Measurement> cells = measurements.stream().collect(Collectors.toMap(Size::of, m -> m));
        double best = measurements.stream()
                .mapToDouble(Measurement::instructionsPerUnit)
                .min()
                .orElseThrow();
        TreeSet<Integer> allM = new TreeSet<>();
        TreeSet<Integer> allN = new TreeSet<>();
        TreeSet<Integer> allK = new TreeSet<>();
        cells.keySet().forEach(size -> {
            allM.add(size.m());
            allN.add(size.n());
            allK.add(size.k());
        });
        List<String> heads = new ArrayList<>(List.of("K", "M"));
        allN.forEach(n -> heads.add("N=" + n + " "));
        List<List<String>> rows = new ArrayList<>(List.of(heads));
        for (int k : allK) {
            for (int m : allM) {
                List<String> row = new ArrayList<>(List.of(Integer.toString(k), Integer.toString(m)));
                for (int n : allN) {
                    row.add(cell(cells.get(new Size(m, n, k)), best));
                }
                rows.add(row);
            }
        }
        long far = measurements.stream().filter(m -> isFar(m, best)).count();
        return title
                + String.format(
                        Locale.ROOT,
                        ": instructions per MAC, best %.4f; * above %.0f times that: %d of %d cells%n",
                        best,
                        FAR,
                        far,
                        measurements.size())
                + MeasurementTable.aligned(rows, 0);
    }

    private static String cell(Measurement measurement, double best) {
        return measurement == null
                ? ""
                : MeasurementTable.figure(measurement.instructionsPerUnit()) + (isFar(measurement, best) ? "*" : " ");
    }

    private static boolean isFar(Measurement measurement, double best) {
        return measurement.instructionsPerUnit() > FAR * best;
    }
}
