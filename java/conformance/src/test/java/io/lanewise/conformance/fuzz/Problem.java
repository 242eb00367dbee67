// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

/** What is wrong with a graph. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private final String kind;

    /** {@code kind}: what a smaller graph must show as well to show the same. */
    Problem(String kind, String detail) {
        super(kind + ": " + detail);
        this.kind = kind;
    }

    /** Of an exception that nobody expects: its class and where it was thrown. */
    static Problem of(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        Problem problem = new Problem(
                "raw " + thrown.getClass().getSimpleName()
                        + (trace.length == 0
                                ? ""
                                : " at " + trace[0].getClassName().replaceAll(".*\\.", "") + '.'
                                        + trace[0].getMethodName()),
                thrown.getMessage());
        problem.initCause(thrown);
        return problem;
    }

    String kind() {
        return kind;
    }
}
