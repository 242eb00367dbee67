// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of findings: of those that look alike the first few, with what shows them; and reasons, each once. */
final class Archive {
    private static final int OF_EACH = 3;

    private final Path folder;
    private final String campaign;
    private final Map<String, Integer> alike = new HashMap<>();
    private final Map<String, Long> reasons = new HashMap<>();

    Archive(Path folder, String campaign) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.campaign = campaign;
    }

    /** {@code what} in one line on the terminal, and all of it in a file. */
    void add(long seed, String what, Map<String, byte[]> files, Throwable cause) {
        String title = what.lines().findFirst().orElse("");
        if (alike.merge(likeness(title), 1, Integer::sum) > OF_EACH) {
            return;
        }
        String name = campaign + '-' + seed;
        System.out.println("FINDING " + name + ": " + title);
        StringWriter text = new StringWriter();
        PrintWriter printer = new PrintWriter(text);
        printer.println(what);
        if (cause != null) {
            cause.printStackTrace(printer);
        }
        try {
            Files.writeString(folder.resolve(name + ".txt"), text.toString());
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(folder.resolve(name + file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why something was not done. */
    void reason(String reason) {
        reasons.merge(likeness(reason), 1L, Long::sum);
    }

    /** The reasons of this process, the most frequent first. */
    Stream<String> reasons() {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> entry.getValue() + " x " + entry.getKey());
    }

    private static String likeness(String text) {
        String line =
                text.replaceAll("\\s+", " ").replaceAll("\"[^\"]*\"", "\"\"").replaceAll("-?\\d[\\d.,Ee+-]*", "#");
        return line.substring(0, Math.min(200, line.length()));
    }
}
