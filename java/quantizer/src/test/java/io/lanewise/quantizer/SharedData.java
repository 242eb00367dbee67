// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Trained models and samples that are not part of this repository: the folder {@code data} of the folder that
 * {@code -Dlanewise.shared} or {@code LANEWISE_SHARED} names, else of a folder {@code shared} beside the project.
 */
public final class SharedData {

    private SharedData() {}

    /** A file in it; the test that asks is not run, saying so, where there is none. */
    public static Path file(String name) {
        Path file = folder().resolve("data").resolve(name);
        if (Files.notExists(file)) {
            String reason = "no " + file + " (give the folder by -Dlanewise.shared)";
            System.out.println("not run: " + reason);
            Assumptions.abort(reason);
        }
        return file;
    }

    private static Path folder() {
        Path beside = Path.of("../../../shared");
        // A property that Maven was not given reaches the test unreplaced.
        return Stream.of(System.getProperty("lanewise.shared"), System.getenv("LANEWISE_SHARED"))
                .filter(name -> name != null && !name.isEmpty() && !name.startsWith("${"))
                .map(Path::of)
                .findFirst()
                .orElse(beside);
    }
}
