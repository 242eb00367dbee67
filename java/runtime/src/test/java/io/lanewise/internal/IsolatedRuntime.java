// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;

/** The runtime's classes once more, with static state of their own, on a class path that hides the native library. */
final class IsolatedRuntime extends URLClassLoader {

    IsolatedRuntime() throws MalformedURLException {
        super(classPath(), ClassLoader.getPlatformClassLoader());
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
        return name.endsWith(".so") ? null : super.findResource(name);
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
