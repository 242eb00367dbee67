// SPDX-License-Identifier: Apache-2.0
package onetest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of classes, brought up to date with as little work as is safe. A file whose bytes changed is compiled alone as
 * long as other files see the same of it; when they do not, when a file came or went, or when what the folder depends on
 * changed, everything is compiled anew.
 */
final class StaleClasses {
    private final Path classes;
    private final String classPath;
    private final Path record;

    /** The classes' folder, and what they are compiled with: {@code classes} itself is part of it. */
    StaleClasses(Path classes, String classPath) {
        this.classes = classes;
        this.classPath = classPath;
        this.record = classes.resolveSibling(classes.getFileName() + ".record");
    }

    /**
     * What others see of these classes, in one word, after compiling what is stale of {@code sources}.
     *
     * @param dependencies that word of each folder that these classes are compiled with
     */
    String compile(List<Path> sources, List<String> dependencies) throws IOException {
        Map<String, String> before = read();
        String environment = digest(classPath + dependencies + System.getProperty("java.version"));
        Map<String, String> now = new TreeMap<>();
        List<Path> changed = new ArrayList<>();
        for (Path source : sources) {
            String bytes = digest(Files.readString(source));
            now.put("bytes " + source, bytes);
            if (!bytes.equals(before.get("bytes " + source))) {
                changed.add(source);
            }
        }
        boolean sameFiles = environment.equals(before.get("environment"))
                && before.keySet().stream().filter(key -> key.startsWith("bytes ")).allMatch(now::containsKey)
                && changed.stream().allMatch(source -> before.containsKey("bytes " + source));
        if (sameFiles && changed.isEmpty()) {
            return before.get("seen");
        }
        // Whatever ends this compilation early, the next one trusts nothing.
        Files.deleteIfExists(record);
        Map<String, String> seen = new TreeMap<>(before);
        seen.keySet().removeIf(key -> !key.startsWith("seen "));
        boolean alone = sameFiles && put(seen, Compilation.compile(changed, classes, classPath));
        if (!alone) {
            deleteClasses();
            seen.clear();
            put(seen, Compilation.compile(sources, classes, classPath));
        }
        now.putAll(seen);
        now.put("seen", digest(seen.toString()));
        now.put("environment", environment);
        write(now);
        return now.get("seen");
    }

    /** Whether these files showed the same to others before. */
    private static boolean put(Map<String, String> seen, Map<Path, String> shown) {
        boolean same = true;
        for (Map.Entry<Path, String> file : shown.entrySet()) {
            String digest = digest(file.getValue());
            same &= digest.equals(seen.put("seen " + file.getKey(), digest));
        }
        return same;
    }

    private void deleteClasses() throws IOException {
        Files.createDirectories(classes);
        try (var walk = Files.walk(classes)) {
            for (Path file : walk.filter(path -> path.toString().endsWith(".class")).toList()) {
                Files.delete(file);
            }
        }
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> lines = new TreeMap<>();
        if (Files.exists(record)) {
            for (String line : Files.readAllLines(record)) {
                int space = line.lastIndexOf(' ');
                lines.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        return lines;
    }

    private void write(Map<String, String> lines) throws IOException {
        Files.write(record, lines.entrySet().stream().map(line -> line.getKey() + " " + line.getValue()).toList());
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
