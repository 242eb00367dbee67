// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import io.lanewise.NativeLibraryException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.TreeSet;
import org.bytedeco.javacpp.Loader;

/** Loads the native library once, or says once and for all why it cannot be loaded. */
public final class NativeLibrary {
    private static final String NAME = "jnilanewise";
    private static final String PATH_PROPERTY = "lanewise.native.path";
    private static final String ISA_PROPERTY = "lanewise.isa";
    private static final String JAVACPP_PLATFORM = "org.bytedeco.javacpp.platform";

    private static String file;
    private static NativeLibraryException failure;

    private NativeLibrary() {}

    /**
     * Returns when the library is loaded: from the file that the property {@code lanewise.native.path} names, else from the
     * class path or {@code java.library.path}.
     *
     * @throws NativeLibraryException if it cannot be loaded on this platform, core or from this class path
     * @throws IllegalArgumentException if the property {@code lanewise.isa} names no ISA level
     */
    public static synchronized void ensureLoaded() {
        if (file == null && failure == null) {
            try {
                file = load(Platform.current());
            } catch (NativeLibraryException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new NativeLibraryException(failure.getMessage(), failure);
        }
        limitIsa(System.getProperty(ISA_PROPERTY));
    }

    /** The file that the library was loaded from. */
    public static synchronized String file() {
        return file;
    }

    private static String load(Platform platform) {
        String path = System.getProperty(PATH_PROPERTY);
        LoadFailure attempt = new LoadFailure(platform, path);
        if (path == null && !Platform.SUPPORTED.contains(platform.name())) {
            throw attempt.because("there is no native library for this platform, only for " + Platform.SUPPORTED);
        }
        if (path == null && platform.musl()) {
            throw attempt.because("it needs glibc, and this JVM runs on musl");
        }
        if (CpuFeatures.current().lacksNeon()) {
            throw attempt.because("it needs NEON, which this core does not have");
        }
        if (System.getProperty(JAVACPP_PLATFORM) == null) {
            System.setProperty(JAVACPP_PLATFORM, platform.name());
        }
        try {
            URL resource = Lanewise.class.getResource(platform.name() + "/lib" + NAME + ".so");
            if (path != null) {
                loadFile(attempt, new File(path));
            } else if (resource != null) {
                loadFile(attempt, CachedLibrary.file(resource).toFile());
            }
            Loader.load(Lanewise.class);
        } catch (LinkageError | IOException e) {
            throw attempt.because(e);
        }
        String loaded = Loader.getLoadedLibraries().getOrDefault(NAME, NAME);
        int version = Lanewise.lanewise_abi_version();
        if (version != Lanewise.LANEWISE_ABI_VERSION) {
            throw attempt.because(loaded + " has ABI version " + version + ", this lanewise-runtime needs "
                    + Lanewise.LANEWISE_ABI_VERSION + ": the jar with the native library is of another version");
        }
        return loaded;
    }

    private static void loadFile(LoadFailure attempt, File library) throws IOException {
        if (!library.isFile() || !library.canRead()) {
            throw attempt.because("there is no readable file of this name");
        }
        // JavaCPP then takes its library for loaded and does not look for another.
        Loader.loadLibrary(Lanewise.class, new URL[] {library.toURI().toURL()}, NAME);
    }

    private static void limitIsa(String level) {
        if (level != null && Lanewise.lanewise_limit_isa(level) != Lanewise.LANEWISE_OK) {
            TreeSet<String> levels = new TreeSet<>();
            for (int row = 0; row < Lanewise.lanewise_microkernel_count(); row++) {
                levels.add(Lanewise.lanewise_microkernel_isa(row).getString());
            }
            throw new IllegalArgumentException("-D" + ISA_PROPERTY + '=' + level + ": not an ISA level of this platform, those"
                    + " are " + levels);
        }
    }
}
