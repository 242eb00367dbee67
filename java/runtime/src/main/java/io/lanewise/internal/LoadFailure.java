// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import io.lanewise.NativeLibraryException;

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

    NativeLibraryException because(String reason) {
        return new NativeLibraryException(prefix() + reason + "; " + USE_JAVA.substring("or ".length()), null);
    }

    NativeLibraryException because(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = String.valueOf(root.getMessage());
        return new NativeLibraryException(prefix() + reason + "; " + nextStep(reason) + ", " + USE_JAVA, failure);
    }

    private String prefix() {
        return "cannot load Lanewise's native library on " + platform + (path == null ? "" : " from " + path) + ": ";
    }

    private String nextStep(String reason) {
        if (reason.contains("GLIBC_")) {
            return "this system's C library is older than the one needed";
        }
        if (reason.contains("failed to map segment") || reason.contains("Operation not permitted")) {
            return "if the file lies on a file system mounted noexec, set -Dorg.bytedeco.javacpp.cachedir to a folder elsewhere";
        }
        if (reason.contains("Could not find")) {
            return "add the jar lanewise-runtime with classifier " + platform.name() + " to the class path";
        }
        if (reason.contains("not supported by class")) {
            return "start the JVM with -Dorg.bytedeco.javacpp.platform=" + platform.name();
        }
        return "give its file with -Dlanewise.native.path";
    }
}
