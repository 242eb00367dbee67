// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where libraries out of jars are copied to, before the system loads them: JavaCPP's cache if only this user can change
 * it, else a new folder. JavaCPP is told of that one: by itself it falls back to a folder whose name others can
 * foresee.
 */
final class CacheFolder {
    private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";
    private static final String OLD_PROPERTY = "org.bytedeco.javacpp.cacheDir";
    private static final String COPYING_PROPERTY = "org.bytedeco.javacpp.cachelibraries";

    private Path path;
    private String reason;

    /** Chooses one. What makes that impossible is said when a library has to be copied. */
    CacheFolder() {
        try {
            path = OwnFolders.ofThisProcess().require(configured());
        } catch (IOException | RuntimeException e) {
            usePrivateFolder(e);
        }
    }

    /** Why this is not the usual folder; null if it is. */
    String reason() {
        return reason;
    }

    /** The file with a library's content. */
    Path file(byte[] library) throws IOException {
        if (reason == null) {
            try {
                return CachedLibrary.file(library, path, OwnFolders.ofThisProcess());
            } catch (IOException | RuntimeException e) {
                usePrivateFolder(e);
            }
        }
        if (path == null) {
            throw new IOException(reason);
        }
        return CachedLibrary.file(library, path, OwnFolders.ofThisProcess());
    }

    private void usePrivateFolder(Exception why) {
        reason = LoadFailure.text(why);
        try {
            path = PrivateFolder.create(Path.of(System.getProperty("java.io.tmpdir")), OwnFolders.ofThisProcess());
            System.setProperty(PROPERTY, path.toString());
        } catch (IOException | RuntimeException e) {
            path = null;
            reason += "; nor can a temporary folder be used: " + LoadFailure.text(e);
            System.setProperty(COPYING_PROPERTY, "false");
        }
    }

    private static Path configured() throws IOException {
        String folder = System.getProperty(PROPERTY, System.getProperty(OLD_PROPERTY, ""));
        if (!folder.isEmpty()) {
            return Path.of(folder);
        }
        String home = System.getProperty("user.home", "");
        if (!Path.of(home).isAbsolute()) {
            throw new IOException("user.home is \"" + home + "\", as the user has no home folder");
        }
        return Path.of(home, ".javacpp", "cache");
    }
}
