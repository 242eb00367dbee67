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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A folder of classes, brought up to date with as little work as is safe. A file whose bytes changed is compiled, and
 * when others see other members of it than before, so are those whose classes name it, and so on. When what they see
 * leaves no trace in them, when a file came or went, or when what the folder depends on changed, everything is compiled
 * anew.
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
        seen.keySet().removeIf(key -> !key.startsWith("members ") && !key.startsWith("copied "));
        if (!sameFiles || !compileChanged(changed, sources, seen)) {
            deleteClasses();
            seen.clear();
            update(seen, Compilation.compile(sources, classes, classPath), new TreeSet<>());
        }
        now.putAll(seen);
        now.put("seen", digest(seen.toString()));
        now.put("environment", environment);
        write(now);
        return now.get("seen");
    }

    /** Compiles files and who uses what changed in them; false if that is not enough. */
    private boolean compileChanged(List<Path> changed, List<Path> sources, Map<String, String> seen)
            throws IOException {
        Set<Path> compiled = new TreeSet<>(changed);
        Set<Path> next = compiled;
        while (!next.isEmpty()) {
            Set<Path> different = new TreeSet<>();
            // The module's descriptor is part of every compilation.
            sources.stream().filter(source -> source.endsWith("module-info.java")).forEach(compiled::add);
            if (!update(seen, Compilation.compile(compiled, classes, classPath), different)) {
                return false;
            }
            next = users(different, sources);
            next.removeAll(compiled);
            compiled.addAll(next);
        }
        return true;
    }

    /** Takes in what is seen of files, and adds those with other members; false if what others copied changed. */
    private static boolean update(Map<String, String> seen, Map<Path, Compilation.Seen> files, Set<Path> different) {
        boolean same = true;
        for (Map.Entry<Path, Compilation.Seen> file : files.entrySet()) {
            String members = digest(file.getValue().members());
            if (!members.equals(seen.put("members " + file.getKey(), members))) {
                different.add(file.getKey());
            }
            String copied = digest(file.getValue().copied());
            same &= copied.equals(seen.put("copied " + file.getKey(), copied));
        }
        return same;
    }

    /** The sources whose classes have the name of one of these files in them. */
    private Set<Path> users(Set<Path> files, List<Path> sources) throws IOException {
        Set<Path> users = new TreeSet<>();
        if (files.isEmpty()) {
            return users;
        }
        Map<String, Path> bySource = new TreeMap<>();
        sources.forEach(source -> bySource.put(name(source), source));
        List<String> names = files.stream().map(StaleClasses::name).toList();
        try (var walk = Files.walk(classes)) {
            for (Path file : walk.filter(path -> path.toString().endsWith(".class")).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (names.stream().anyMatch(text::contains)) {
                    // Another class of a file is used in that file alone: the compiler's lint sees to it.
                    Path source = bySource.get(name(file).replaceFirst("\\$.*", ""));
                    if (source != null) {
                        users.add(source);
                    }
                }
            }
        }
        return users;
    }

    /** The name of the class that is named as a file: both under the folder of its first package. */
    private static String name(Path file) {
        String path = file.toString();
        return path.substring(path.lastIndexOf("/io/lanewise/") + 1, path.lastIndexOf('.'));
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
