// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes given by their simple names, or all, and says how each test went. Without Maven, which would build
 * what they need anew and cannot give an emulated JVM this module's class path; such a JVM cannot list folders and
 * needs the names. Ends with status 1 if a test failed or none passed.
 */
public final class RunTests implements TestExecutionListener {
    private int passed;
    private int failed;
    private int skipped;
    private long started;

    private RunTests() {}

    /** {@code names}: simple names of test classes of this package; none for all, and those of packages in it. */
    public static void main(String[] names) {
        RunTests listener = new RunTests();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectors(names))
                                .filters(ClassNameFilter.includeClassNamePatterns(".*Test"))
                                .build(),
                        listener);
        System.out.println("Tests run: " + (listener.passed + listener.failed + listener.skipped) + ", Failures: "
                + listener.failed + ", Errors: 0, Skipped: " + listener.skipped);
        System.out.flush();
        Runtime.getRuntime().halt(listener.failed == 0 && listener.passed > 0 ? 0 : 1);
    }

    private static List<DiscoverySelector> selectors(String[] names) {
        String here = RunTests.class.getPackageName();
        return names.length == 0
                ? List.of(DiscoverySelectors.selectPackage(here))
                : Stream.of(names)
                        .map(name -> (DiscoverySelector) DiscoverySelectors.selectClass(here + '.' + name))
                        .toList();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isClass(test)) {
            started = System.nanoTime();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (isClass(test)) {
            System.out.printf(Locale.ROOT, "%s: %.1f s%n", test.getDisplayName(), (System.nanoTime() - started) / 1e9);
        }
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    passed++;
                    report(test, "ok");
                }
            }
            case ABORTED -> {
                skipped++;
                report(
                        test,
                        "not run: "
                                + result.getThrowable()
                                        .map(Throwable::getMessage)
                                        .orElse("no reason given"));
            }
            case FAILED -> {
                failed++;
                report(test, "FAILED");
                result.getThrowable().ifPresent(problem -> problem.printStackTrace(System.out));
            }
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped++;
        report(test, "not run: " + reason);
    }

    private static boolean isClass(TestIdentifier test) {
        return test.getSource().orElse(null) instanceof ClassSource && test.isContainer();
    }

    private static void report(TestIdentifier test, String result) {
        System.out.println(test.getLegacyReportingName() + ' ' + test.getDisplayName() + ": " + result);
    }
}
