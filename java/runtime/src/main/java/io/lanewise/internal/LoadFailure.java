// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.nio.file.FileSystemException;

/** Turns a failed attempt to load the native library into a message that a user can act on. */
final class LoadFailure {
    private static final String USE_JAVA = "or run without it: -Dlanewise.native=off";

    private final Platform platform;
    private final String path;

    /** @param path the file that the user named; null if the library was looked for */
    LoadFailure(Platform platform, String path) {
        this.platform = platform;
        this.path = path;
    }

    LoadException because(String reason) {
        return new LoadException(prefix() + reason + "; " + USE_JAVA.substring("or ".length()), null);
    }

    LoadException because(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = text(root);
        return new LoadException(prefix() + reason + "; " + nextStep(reason) + ", " + USE_JAVA, failure);
    }

    /** What a failure says, and its kind where that is only a file's name or nothing. */
    static String text(Throwable failure) {
        if (failure.getMessage() == null || failure instanceof FileSystemException file && file.getReason() == null) {
            return failure.toString().replaceFirst("^(\\w+\\.)*", "");
        }
        return failure.getMessage();
    }

    private String prefix() {
        return "cannot load Lanewise's native library on " + platform + (path == null ? "" : " from " + path) + ": ";
    }

    private String nextStep(String reason) {
        if (reason.contains("GLIBC_")) {
            return "this system's C library is older than the one needed";
        }
        if (reason.contains("failed to map segment") || reason.contains("Operation not permitted")) {
            return "if the file lies on a file system mounted noexec, set -Dorg.bytedeco.javacpp.cachedir to"
                    + " a folder elsewhere";
        }
        if (reason.contains("Could not find")) {
            return "add the jar lanewise-runtime with classifier " + platform.name() + " to the class path";
        }
        if (reason.contains("not supported by class")) {
            return "start the JVM with -Dorg.bytedeco.javacpp.platform=" + platform.name();
        }
        if (reason.contains("nor can a temporary folder be used")) {
            return "set -Dorg.bytedeco.javacpp.cachedir to a folder that nobody else can change";
        }
        return path == null ? "give its file with -Dlanewise.native.path" : "name another with -Dlanewise.native.path";
    }
}
