// SPDX-License-Identifier: Apache-2.0
package onetest;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Compiles what changed, and runs one class of tests or one method: {@code scripts/one-test} calls it.
 *
 * <p>Arguments: the test, {@code CLASS} or {@code CLASS#METHOD}; the jars that all need, as a class path; folders of
 * sources, {@code MODULE/src/main} or {@code MODULE/src/test}, each after those that it needs.
 */
final class OneTest {
    private OneTest() {}

    public static void main(String... arguments) throws IOException {
        String classPath = arguments[1];
        List<String> seen = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            Path folder = Path.of(arguments[i]);
            Path output = folder.resolve("../../target/one-test").normalize();
            boolean main = folder.endsWith("main");
            Path classes = output.resolve(main ? "classes" : "test-classes");
            List<Path> sources = javaFiles(folder.resolve("java"));
            if (main) {
                sources.addAll(javaFiles(folder.resolveSibling("generated/java"), output.resolve("generated-sources")));
            }
            classPath = classes + ":" + classPath;
            seen.add(new StaleClasses(classes, classPath).compile(sources, seen));
        }
        System.exit(run(arguments[0]) ? 0 : 1);
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
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selector).build(), listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true), Integer.MAX_VALUE);
        System.out.printf("Tests run: %d, Failures: %d, Skipped: %d%n", summary.getTestsStartedCount(),
                summary.getTotalFailureCount(), summary.getTestsSkippedCount());
        return summary.getTotalFailureCount() == 0 && summary.getTestsFoundCount() > 0;
    }
}
