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
 * <p>Arguments: the test, {@code CLASS} or {@code CLASS#METHOD}; the jars that all modules need, as a class path; the
 * folders of the modules, each after those that it needs, the tested one last.
 */
final class OneTest {
    private OneTest() {}

    public static void main(String... arguments) throws IOException {
        String classPath = arguments[1];
        List<String> signatures = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            Path module = Path.of(arguments[i]);
            Path output = module.resolve("target/one-test");
            classPath = output.resolve("classes") + ":" + classPath;
            List<Path> sources = javaFiles(module.resolve("src/main/java"), module.resolve("src/generated/java"),
                    output.resolve("generated-sources"));
            signatures.add(new StaleClasses(output.resolve("classes"), classPath).compile(sources, signatures));
            if (i == arguments.length - 1) {
                classPath = output.resolve("test-classes") + ":" + classPath;
                List<Path> tests = javaFiles(module.resolve("src/test/java"));
                new StaleClasses(output.resolve("test-classes"), classPath).compile(tests, signatures);
            }
        }
        System.exit(run(arguments[0]) ? 0 : 1);
    }

    /** All but module-info.java: tests run on the class path. */
    private static List<Path> javaFiles(Path... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (var walk = Files.walk(folder)) {
                    walk.filter(file -> file.toString().endsWith(".java") && !file.endsWith("module-info.java"))
                            .sorted().forEach(files::add);
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
