// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** Loads the native library once, or says once and for all why it cannot be loaded. */
public final class NativeLibrary {
    private static final String NAME = "jnilanewise";
    private static final String PATH_PROPERTY = "lanewise.native.path";
    private static final String JAVACPP_PLATFORM = "org.bytedeco.javacpp.platform";

    private static final List<String> WARNINGS = new ArrayList<>();
    private static String file;
    private static LoadException failure;

    private NativeLibrary() {}

    /**
     * Returns when the library is loaded: from the file that the property {@code lanewise.native.path} names, else from
     * the class path or {@code java.library.path}.
     *
     * @throws LoadException if it cannot be loaded on this platform, core or from this class path
     * @throws IllegalArgumentException if the property {@code lanewise.isa} names no ISA level
     */
    public static synchronized void ensureLoaded() {
        if (file == null && failure == null) {
            try {
                file = load(Platform.current());
            } catch (LoadException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new LoadException(failure.getMessage(), failure);
        }
        IsaLevels.limit();
    }

    /** The file that the library was loaded from. */
    public static synchronized String file() {
        return file;
    }

    /** What a user should know of how the library was loaded; nothing if all went as usual. */
    public static synchronized List<String> warnings() {
        return List.copyOf(WARNINGS);
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
        try {
            String loaded = load(attempt, platform, path);
            for (String warning : IsaLevels.warnings(System.getenv())) {
                warn(warning);
            }
            return loaded;
        } catch (LoadException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            // Whatever it is: without the library all runs in Java.
            throw attempt.because(e);
        }
    }

    private static String load(LoadFailure attempt, Platform platform, String path) throws IOException {
        if (System.getProperty(JAVACPP_PLATFORM) == null) {
            System.setProperty(JAVACPP_PLATFORM, platform.name());
        }
        URL resource = resource(platform);
        // Before JavaCPP chooses one: it makes links there even to a library that is loaded from elsewhere.
        CacheFolder cache = new CacheFolder();
        if (path != null) {
            loadFile(attempt, new File(path));
        } else if (resource != null) {
            loadFile(attempt, file(resource, cache).toFile());
        }
        Loader.load(Lanewise.class);
        String loaded = Loader.getLoadedLibraries().getOrDefault(NAME, NAME);
        requireAbiVersion(attempt, loaded);
        return loaded;
    }

    /**
     * Where the class path or the module path has the library, or null. Asked of the loader and not of the class, which
     * would look into its own module alone; a folder with a hyphen is no package, so that no module hides it.
     */
    private static URL resource(Platform platform) {
        String folder = Lanewise.class.getPackageName().replace('.', '/') + "/" + platform.name();
        return Lanewise.class.getClassLoader().getResource(folder + "/lib" + NAME + ".so");
    }

    /** The file of a library that is {@code resource}; where that is a file, itself. */
    private static Path file(URL resource, CacheFolder cache) throws IOException {
        if (resource.getProtocol().equals("file")) {
            return Path.of(URI.create(resource.toString()));
        }
        byte[] library;
        try (InputStream stream = resource.openStream()) {
            library = stream.readAllBytes();
        }
        Path file = cache.file(library);
        if (cache.reason() != null) {
            warn("the native library is copied anew at every start, as its cache is not used: " + cache.reason());
        }
        return file;
    }

    private static void loadFile(LoadFailure attempt, File library) throws IOException {
        if (!library.isFile() || !library.canRead()) {
            throw attempt.because("there is no readable file of this name");
        }
        // JavaCPP then takes its library for loaded and does not look for another.
        Loader.loadLibrary(Lanewise.class, new URL[] {library.toURI().toURL()}, NAME);
    }

    private static void requireAbiVersion(LoadFailure attempt, String loaded) {
        int version;
        try {
            version = Lanewise.lanewise_abi_version();
        } catch (UnsatisfiedLinkError e) {
            throw attempt.because(loaded + " is not a library of Lanewise: it has no " + e.getMessage());
        }
        if (version != Lanewise.LANEWISE_ABI_VERSION) {
            throw attempt.because(loaded + " has ABI version " + version + ", this lanewise-runtime needs "
                    + Lanewise.LANEWISE_ABI_VERSION + ": the jar with the native library is of another version");
        }
    }

    private static void warn(String warning) {
        WARNINGS.add(warning);
        System.getLogger("io.lanewise").log(System.Logger.Level.WARNING, warning);
    }
}
