// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code block_profile.c} wrote.
 *
 * @param sections what was executed in each section, by its number; 0 is what followed the last mark
 */
record Profile(Map<Long, Executions> sections) {

    static Profile read(Path file) throws IOException {
        Map<Long, Executions> sections = new LinkedHashMap<>();
        Map<String, Block> blocks = new HashMap<>();
        Map<Block, Long> current = Map.of();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String[] words = line.split(" ");
                if (words[0].equals("block") && words.length == 4) {
                    blocks.put(words[1], new Block(words[3], Integer.parseInt(words[2])));
                } else if (words[0].equals("section") && words.length == 2) {
                    current = new HashMap<>();
                    sections.put(Long.parseLong(words[1]), new Executions(current));
                } else if (blocks.containsKey(words[0]) && words.length == 2) {
                    current.merge(blocks.get(words[0]), Long.parseLong(words[1]), Long::sum);
                } else {
                    throw new MeterException(file + ":" + number + ": not a line of a profile: " + line);
                }
            }
        }
        return new Profile(sections);
    }

    Executions section(long number) {
        Executions executions = sections.get(number);
        if (executions == null) {
            throw new MeterException("the profile has no section " + number);
        }
        return executions;
    }
}
