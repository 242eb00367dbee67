// SPDX-License-Identifier: Apache-2.0
package onetest;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Compiles what changed, and runs one class of tests or one method: {@code scripts/one-test} calls it.
 *
 * <p>Arguments: the test, {@code CLASS} or {@code CLASS#METHOD}; folders of sources, {@code MODULE/src/main} or
 * {@code MODULE/src/test}, each after those that it needs. Which jars a module needs stands, as a class path, in its
 * {@code target/one-test/path}, among what else Maven would put there.
 */
final class OneTest {
    private OneTest() {}

    public static void main(String... arguments) throws IOException {
        String mains = "";
        String tests = "";
        List<String> seen = new ArrayList<>();
        List<String> seenByTests = new ArrayList<>();
        for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
            Path folder = Path.of(argument);
            Path output = folder.resolve("../../target/one-test").normalize();
            if (folder.endsWith("main")) {
                Path classes = output.resolve("classes");
                List<Path> sources = javaFiles(folder.resolve("java"), folder.resolveSibling("generated/java"),
                        output.resolve("generated-sources"));
                mains = classes + ":" + mains;
                seen.add(new StaleClasses(classes, mains + jars(output)).compile(sources, seen));
                seenByTests.add(seen.get(seen.size() - 1));
            } else {
                Path classes = output.resolve("test-classes");
                tests = classes + ":" + tests;
                List<Path> sources = javaFiles(folder.resolve("java"));
                seenByTests.add(new StaleClasses(classes, tests + mains + jars(output)).compile(sources, seenByTests));
            }
        }
        System.exit(run(arguments[0]) ? 0 : 1);
    }

    private static String jars(Path output) throws IOException {
        return Arrays.stream(Files.readString(output.resolve("path")).trim().split(":"))
                .filter(file -> file.endsWith(".jar") && !file.contains("/target/")).collect(Collectors.joining(":"));
    }

    /** With the descriptor of a module, although tests run on the class path: a sealed type may need it. */
    private static List<Path> javaFiles(Path... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (var walk = Files.walk(folder)) {
                    walk.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
                }
            }
        }
        return files;
    }

    private static boolean run(String test) {
        DiscoverySelector selector = test.contains("#") ? selectMethod(test) : selectClass(test);
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(
                LauncherDiscoveryRequestBuilder.request().selectors(selector).build(), listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true), Integer.MAX_VALUE);
        System.out.printf("Tests run: %d, Failures: %d, Skipped: %d%n", summary.getTestsStartedCount(),
                summary.getTotalFailureCount(), summary.getTestsSkippedCount());
        return summary.getTotalFailureCount() == 0 && summary.getTestsFoundCount() > 0;
    }
}
