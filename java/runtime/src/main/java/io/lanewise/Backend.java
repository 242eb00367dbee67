// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

/** What runs a session's operators. All backends give the same int8 results, bit for bit. */
public enum Backend {
    /**
     * The native library if it can be loaded, else Java after one warning. The property {@code lanewise.native} changes
     * that: {@code require} fails instead of falling back, {@code off} is always Java.
     */
    AUTO,
    /** The native library, or a {@link NativeLibraryException}. */
    NATIVE,
    /** Plain Java. Runs everywhere, many times slower. */
    JAVA;

    /**
     * {@return what {@link #AUTO} chooses in this JVM and why: one {@code name: value} per line, for people} Lists
     * platform, library file, ISA level, core features and microkernels.
     */
    public static String describe() {
        return BackendReport.text();
    }
}
