// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every artifact that goes into lanewise.jar is named with its licence, and every text that one asks for is there. */
class ThirdPartyTest {
    /** What only tests need is not in the jar. */
    private static final Pattern TESTING = Pattern.compile(".*/(org/junit|org/opentest4j|org/apiguardian)/.*");

    private static final Pattern ARTIFACT = Pattern.compile("(?m)^  ([a-z0-9.]+):([a-z0-9-]+) +(\\S+?)[,;]?( .*)?$");

    private static String text() throws IOException {
        try (InputStream in = Lanewise.class.getResourceAsStream("/META-INF/THIRD-PARTY.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** From a repository's path GROUP/ARTIFACT/VERSION/FILE. */
    @Test
    void everyArtifactIsNamed() throws IOException {
        Map<String, String> named = ARTIFACT.matcher(text())
                .results()
                .collect(Collectors.toMap(
                        artifact -> artifact.group(1).replace('.', '/') + '/' + artifact.group(2),
                        artifact -> artifact.group(3)));
        List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(file ->
                        file.endsWith(".jar") && !TESTING.matcher(file).matches() && !file.contains("/lanewise-"))
                .toList();
        assertFalse(jars.isEmpty(), "the class path is not known");
        TreeSet<String> absent = new TreeSet<>(named.keySet());
        for (String jar : jars) {
            String folder = new File(jar).getParentFile().getParent();
            assertTrue(
                    named.keySet().stream().anyMatch(name -> folder.endsWith('/' + name)),
                    jar + " is not in THIRD-PARTY.txt");
            absent.removeIf(name -> folder.endsWith('/' + name));
        }
        assertEquals(new TreeSet<>(), absent, "named but not there");
    }

    @Test
    void everyLicenceHasItsText() throws IOException {
        String text = text();
        Matcher artifact = ARTIFACT.matcher(text);
        while (artifact.find()) {
            switch (artifact.group(3)) {
                case "Apache-2.0" -> {}
                case "MIT" ->
                    assertTrue(
                            artifact.group(4).contains("Copyright")
                                    && text.contains("\nMIT\n---\n\nPermission is hereby"),
                            artifact.group());
                case "BSD-3-Clause" ->
                    assertTrue(text.contains("\nBSD-3-Clause: " + artifact.group(2) + "\n---"), artifact.group());
                default -> throw new AssertionError("a licence that is not looked at: " + artifact.group());
            }
        }
    }
}
