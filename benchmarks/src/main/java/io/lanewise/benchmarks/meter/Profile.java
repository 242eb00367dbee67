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
        Map<Long, PageSplits> executions = new LinkedHashMap<>();
        Map<String, LocatedBlock> blocks = new HashMap<>();
        PageSplits current = new PageSplits();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String[] words = line.split(" ");
                if (words[0].equals("block") && words.length == 5) {
                    blocks.put(
                            words[1],
                            new LocatedBlock(
                                    Long.parseLong(words[2], 16), new Block(words[4], Integer.parseInt(words[3]))));
                } else if (words[0].equals("section") && words.length == 2) {
                    current = new PageSplits();
                    executions.put(Long.parseLong(words[1]), current);
                } else if (blocks.containsKey(words[0]) && words.length == 2) {
                    current.add(blocks.get(words[0]), Long.parseLong(words[1]));
                } else {
                    throw new MeterException(file + ":" + number + ": not a line of a profile: " + line);
                }
            }
        }
        Map<Long, Executions> sections = new LinkedHashMap<>();
        executions.forEach((section, counts) -> sections.put(section, counts.joined()));
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
