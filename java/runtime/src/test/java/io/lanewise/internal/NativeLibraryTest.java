// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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
                assertEquals("io.lanewise.internal.LoadException", e.getClass().getName());
                return e.getMessage();
            }
        });
    }

    private interface Use {
        String of(IsolatedRuntime runtime) throws Throwable;
    }

    private static String with(Map<String, String> properties, Use use) throws Exception {
        return with(properties, null, use);
    }

    private static String with(Map<String, String> properties, Path jar, Use use) throws Exception {
        Properties usual = new Properties();
        usual.putAll(System.getProperties());
        properties.forEach(System::setProperty);
        try (IsolatedRuntime runtime = new IsolatedRuntime(jar)) {
            return use.of(runtime);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        } finally {
            System.setProperties(usual);
        }
    }

    @Test
    void aMissingLibraryNamesTheJarToAdd() throws Exception {
        String message = load(Map.of());
        assertTrue(message.startsWith(WHERE + ": "), message);
        assertTrue(
                message.contains("add the jar lanewise-runtime with classifier "
                        + Platform.current().name()),
                message);
        assertTrue(message.endsWith("or run without it: -Dlanewise.native=off"), message);
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        assertEquals(
                WHERE
                        + " from no/such.so: there is no readable file of this name; run without it:"
                        + " -Dlanewise.native=off",
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

    /** Any will do that can be loaded; this one does nothing if it is not asked to. */
    private static Path foreignLibrary() throws IOException {
        return Files.copy(
                Path.of(System.getProperty("java.home"), "lib", "libjsig.so"),
                temporaryFile(),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aForeignLibraryFallsBackAndSaysWhy() throws Exception {
        Path foreign = foreignLibrary();
        String report = with(Map.of("lanewise.native.path", foreign.toString()), runtime ->
                (String) runtime.call("io.lanewise.Backend", "describe"));
        assertTrue(
                report.startsWith("backend: java\nbecause: " + WHERE + " from " + foreign + ": " + foreign
                        + " is not a library of Lanewise: it has no "),
                report);
    }

    @Test
    void aForeignLibraryIsTheDocumentedExceptionWhereOneIsRequired() throws Exception {
        Path foreign = foreignLibrary();
        String report =
                with(Map.of("lanewise.native.path", foreign.toString(), "lanewise.native", "require"), runtime ->
                        (String) runtime.call("io.lanewise.Backend", "describe"));
        assertTrue(report.startsWith("backend: none\nbecause: " + WHERE + " from " + foreign), report);
        // A file belongs to the class loader that loaded it first.
        String message = load(Map.of("lanewise.native.path", foreignLibrary().toString()));
        assertTrue(message.contains(" is not a library of Lanewise"), message);
    }

    @Test
    void aFolderThatOthersMayWriteIntoIsNotUsed() throws Exception {
        Path cache = temporaryFolder();
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        String report = describe(Map.of("org.bytedeco.javacpp.cachedir", cache.toString()));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        assertTrue(report.contains("library: " + temporary + "/lanewise-"), report);
        assertTrue(
                report.contains("is copied anew at every start, as its cache is not used: " + cache
                        + ": others may write there: mode drwxrwxrwx, owner "),
                report);
    }

    /** As for a user without an entry in /etc/passwd: JavaCPP alone takes the folder "?" in the working folder. */
    @Test
    void withoutAHomeFolderTheFolderIsNewAndUnforeseen() throws Exception {
        Path temporary = temporaryFolder();
        String report = describe(Map.of(
                "user.home",
                "?",
                "java.io.tmpdir",
                temporary.toString(),
                "user.name",
                "victim",
                "org.bytedeco.javacpp.cachedir",
                ""));
        assertTrue(report.contains("library: " + temporary + "/lanewise-"), report);
        assertTrue(report.contains("as the user has no home folder"), report);
        assertFalse(Files.exists(temporary.resolve(".javacpp-victim")));
        assertFalse(Files.exists(Path.of("?")));
    }

    @Test
    void withoutAnySafeFolderAllRunsInJavaAndSaysWhy() throws Exception {
        Path shared = temporaryFolder();
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        String report = describe(
                Map.of("org.bytedeco.javacpp.cachedir", shared.toString(), "java.io.tmpdir", shared.toString()));
        assertTrue(
                report.startsWith("backend: java\nbecause: " + WHERE + ": " + shared
                        + ": others may write there: mode drwxrwxrwx, owner "),
                report);
        assertTrue(report.contains("; nor can a temporary folder be used: " + shared), report);
    }

    private static String describe(Map<String, String> properties) throws Exception {
        return with(properties, IsolatedRuntime.libraryJar(), runtime ->
                (String) runtime.call("io.lanewise.Backend", "describe"));
    }

    private static Path temporaryFolder() throws IOException {
        Path folder = Files.createTempDirectory("test").toRealPath();
        folder.toFile().deleteOnExit();
        return folder;
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
            assertTrue(
                    message.startsWith("-Dlanewise.isa=sse9: not an ISA level of this platform, those are ["), message);
        } finally {
            System.clearProperty("lanewise.isa");
        }
    }

    @Test
    void variablesWithAnUnknownIsaLevelAreReported() {
        NativeLibrary.ensureLoaded();
        List<String> warnings = IsaLevels.warnings(Map.of("LANEWISE_ISA", "sse9", "LANEWISE_CPU_ISA", "neon"));
        assertEquals(2, warnings.size());
        String levels = " is ignored: not an ISA level of this platform, those are [";
        assertTrue(warnings.get(0).startsWith("LANEWISE_ISA=sse9" + levels), warnings.get(0));
        assertTrue(warnings.get(0).contains("generic"), warnings.get(0));
        assertTrue(warnings.get(1).startsWith("LANEWISE_CPU_ISA=neon" + levels), warnings.get(1));
        assertEquals(List.of(), IsaLevels.warnings(Map.of("LANEWISE_ISA", "generic", "LANEWISE_CPU_ISA", "")));
    }

    @Test
    void anUnknownPolicyIsReportedWithTheValidWords() throws Exception {
        String report = with(
                Map.of("lanewise.native", "on"), runtime -> (String) runtime.call("io.lanewise.Backend", "describe"));
        assertTrue(
                report.startsWith("backend: none\nbecause: -Dlanewise.native=on: expected auto, require or off\n"),
                report);
    }

    @Test
    void autoFallsBackAndSaysWhy() throws Exception {
        String report = with(Map.of(), runtime -> (String) runtime.call("io.lanewise.Backend", "describe"));
        assertTrue(report.startsWith("backend: java\nbecause: " + WHERE), report);
    }

    @Test
    void requireDoesNotFallBack() throws Exception {
        String report = with(Map.of("lanewise.native", "require"), runtime ->
                (String) runtime.call("io.lanewise.Backend", "describe"));
        assertTrue(report.startsWith("backend: none\nbecause: " + WHERE), report);
    }

    @Test
    void offIsJava() throws Exception {
        String report = with(
                Map.of("lanewise.native", "off"), runtime -> (String) runtime.call("io.lanewise.Backend", "describe"));
        assertTrue(report.startsWith("backend: java\nbecause: -Dlanewise.native=off\n"), report);
    }
}
