// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NativeLibraryTest {
    private static final String WHERE = "cannot load Lanewise's native library on " + Platform.current();

    /** The outcome of loading with freshly loaded classes and with properties set; a failure's message or the file. */
    private static String load(Map<String, String> properties) throws Exception {
        return with(properties, runtime -> {
            try {
                runtime.call("io.lanewise.internal.NativeLibrary", "ensureLoaded");
                return (String) runtime.call("io.lanewise.internal.NativeLibrary", "file");
            } catch (RuntimeException e) {
                assertEquals("io.lanewise.NativeLibraryException", e.getClass().getName());
                return e.getMessage();
            }
        });
    }

    private interface Use {
        String of(IsolatedRuntime runtime) throws Throwable;
    }

    private static String with(Map<String, String> properties, Use use) throws Exception {
        properties.forEach(System::setProperty);
        try (IsolatedRuntime runtime = new IsolatedRuntime()) {
            return use.of(runtime);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void aMissingLibraryNamesTheJarToAdd() throws Exception {
        String message = load(Map.of());
        assertTrue(message.startsWith(WHERE + ": "), message);
        assertTrue(message.contains("add the jar lanewise-runtime with classifier " + Platform.current().name()), message);
        assertTrue(message.endsWith("or run without it: -Dlanewise.native=off"), message);
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        assertEquals(WHERE + " from no/such.so: there is no readable file of this name; run without it: -Dlanewise.native=off",
                load(Map.of("lanewise.native.path", "no/such.so")));
    }

    @Test
    void aFileThatIsNoLibraryIsNamed() throws Exception {
        Path text = temporaryFile();
        Files.writeString(text, "no library");
        String message = load(Map.of("lanewise.native.path", text.toString()));
        assertTrue(message.startsWith(WHERE + " from " + text + ": "), message);
        assertTrue(message.contains("file too short"), message);
    }

    @Test
    void theFileThatIsNamedIsLoaded() throws Exception {
        Path copy = temporaryFile();
        String resource = Platform.current().name() + "/libjnilanewise.so";
        try (InputStream library = Lanewise.class.getResourceAsStream(resource)) {
            Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        assertEquals(copy.toString(), load(Map.of("lanewise.native.path", copy.toString())));
    }

    /** JUnit's temporary folders are listed when they are deleted, which emulated 32-bit JVMs cannot do. */
    private static Path temporaryFile() throws IOException {
        Path file = Files.createTempFile("lanewise", ".so");
        file.toFile().deleteOnExit();
        return file;
    }

    @Test
    void anUnknownIsaLevelNamesTheLevels() {
        System.setProperty("lanewise.isa", "sse9");
        try {
            Executable load = NativeLibrary::ensureLoaded;
            String message = assertThrows(IllegalArgumentException.class, load).getMessage();
            assertTrue(message.startsWith("-Dlanewise.isa=sse9: not an ISA level of this platform, those are ["), message);
        } finally {
            System.clearProperty("lanewise.isa");
        }
    }

    @Test
    void autoFallsBackAndSaysWhy() throws Exception {
        String report = with(Map.of(), runtime -> (String) runtime.call("io.lanewise.Backend", "describe"));
        assertTrue(report.startsWith("backend: java\nbecause: " + WHERE), report);
    }

    @Test
    void requireDoesNotFallBack() throws Exception {
        String report = with(Map.of("lanewise.native", "require"),
                runtime -> (String) runtime.call("io.lanewise.Backend", "describe"));
        assertTrue(report.startsWith("backend: none\nbecause: " + WHERE), report);
    }

    @Test
    void offIsJava() throws Exception {
        String report = with(Map.of("lanewise.native", "off"),
                runtime -> (String) runtime.call("io.lanewise.Backend", "describe"));
        assertTrue(report.startsWith("backend: java\nbecause: -Dlanewise.native=off\n"), report);
    }
}
