// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Cycles of blocks on one core, kept in a file: a line for each block, its code and its cycles. */
final class CycleCache {
    private final Path file;
    private final Map<String, Double> cycles = new LinkedHashMap<>();

    private CycleCache(Path file) {
        this.file = file;
    }

    static CycleCache open(Path file) throws IOException {
        CycleCache cache = new CycleCache(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int space = line.indexOf(' ');
                cache.cycles.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            }
        }
        return cache;
    }

    boolean contains(Block block) {
        return cycles.containsKey(block.code());
    }

    double cycles(Block block) {
        return cycles.get(block.code());
    }

    void put(Block block, double value) {
        cycles.put(block.code(), value);
    }

    void save() throws IOException {
        Files.createDirectories(file.getParent());
        Path beside = Files.createTempFile(file.getParent(), "cycles", ".tmp");
        Files.writeString(
                beside,
                cycles.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
