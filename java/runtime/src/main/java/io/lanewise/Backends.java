// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import io.lanewise.execution.Kernels;
import io.lanewise.execution.java.JavaKernels;
import io.lanewise.execution.neon.NeonKernels;
import io.lanewise.internal.LoadException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Chooses a backend's kernels. */
final class Backends {
    private static final String PROPERTY = "lanewise.native";
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private enum Policy {
        AUTO,
        REQUIRE,
        OFF
    }

    /**
     * @param reason why these kernels
     * @param fallback whether others were preferred
     */
    record Choice(Kernels kernels, String reason, boolean fallback) {}

    private Backends() {}

    /** As {@link #choose}; a fallback is logged once. */
    static Kernels kernels(Backend backend) {
        Choice choice = choose(backend);
        if (choice.fallback && WARNED.compareAndSet(false, true)) {
            System.getLogger("io.lanewise")
                    .log(System.Logger.Level.WARNING, "running in plain Java, many times slower: " + choice.reason);
        }
        return choice.kernels;
    }

    /**
     * @throws NativeLibraryException if the native library must be used and cannot be loaded
     * @throws IllegalStateException if {@link Backend#NATIVE} is asked for although {@code -Dlanewise.native=off}
     * @throws IllegalArgumentException if {@code lanewise.native} or {@code lanewise.isa} has a value it cannot have
     */
    static Choice choose(Backend backend) {
        Policy policy = policy();
        if (backend == Backend.NATIVE && policy == Policy.OFF) {
            throw new IllegalStateException("Backend.NATIVE was asked for, but -D" + PROPERTY + "=off forbids it");
        }
        if (backend == Backend.JAVA) {
            return new Choice(new JavaKernels(), "Backend.JAVA was asked for", false);
        }
        if (policy == Policy.OFF) {
            return new Choice(new JavaKernels(), "-D" + PROPERTY + "=off", false);
        }
        try {
            return new Choice(NeonKernels.load(), "the native library is loaded", false);
        } catch (LoadException e) {
            if (backend == Backend.NATIVE || policy == Policy.REQUIRE) {
                throw new NativeLibraryException(e.getMessage(), e);
            }
            return new Choice(new JavaKernels(), e.getMessage(), true);
        }
    }

    private static Policy policy() {
        String value = System.getProperty(PROPERTY, "auto");
        return switch (value) {
            case "auto" -> Policy.AUTO;
            case "require" -> Policy.REQUIRE;
            case "off" -> Policy.OFF;
            default ->
                throw new IllegalArgumentException("-D" + PROPERTY + '=' + value + ": expected auto, require or off");
        };
    }
}
