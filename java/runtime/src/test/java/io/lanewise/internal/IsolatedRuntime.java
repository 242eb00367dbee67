// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The runtime's classes once more, with static state of their own, on a class path that hides the native library or has
 * it in a jar.
 */
final class IsolatedRuntime extends URLClassLoader {

    private final Path jar;

    IsolatedRuntime() throws MalformedURLException {
        this(null);
    }

    /** @param jar that has the native library; null for none */
    IsolatedRuntime(Path jar) throws MalformedURLException {
        super(classPath(), ClassLoader.getPlatformClassLoader());
        this.jar = jar;
    }

    /** A jar with this platform's native library, as it is shipped. */
    static Path libraryJar() throws IOException {
        String entry = "io/lanewise/internal/" + Platform.current().name() + "/libjnilanewise.so";
        Path jar = Files.createTempFile("lanewise", ".jar");
        jar.toFile().deleteOnExit();
        try (InputStream library = IsolatedRuntime.class.getClassLoader().getResourceAsStream(entry);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(entry));
            library.transferTo(out);
        }
        return jar;
    }

    private static URL[] classPath() throws MalformedURLException {
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < entries.length; i++) {
            urls[i] = new File(entries[i]).toURI().toURL();
        }
        return urls;
    }

    @Override
    public URL findResource(String name) {
        if (!name.endsWith(".so")) {
            return super.findResource(name);
        }
        try {
            return jar == null || !name.contains("jnilanewise") ? null : new URL("jar:" + jar.toUri() + "!/" + name);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        return name.endsWith(".so") ? Collections.emptyEnumeration() : super.findResources(name);
    }

    /** Calls a public static method without parameters; an exception that it throws comes out as it is. */
    Object call(String className, String method) throws Throwable {
        try {
            return loadClass(className).getMethod(method).invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
