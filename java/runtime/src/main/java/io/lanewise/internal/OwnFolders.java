// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Folders whose content nobody else can change, so that a file in them stays what it was when it was looked at. Every
 * component of the path counts: whoever may rename a folder on the way may put another one in its place.
 *
 * @param user whose folders; a number, as a process may have none with a name
 */
record OwnFolders(int user) {
    /** What a new folder or file is made with: for its owner alone. */
    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final int TYPE = 0170000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;
    private static final int STICKY = 01000;
    private static final int GROUP_WRITES = 020;
    private static final int OTHERS_WRITE = 02;
    private static final int ROOT = 0;

    /** The folders of this process's user. */
    static OwnFolders ofThisProcess() throws IOException {
        return new OwnFolders(ProcessFiles.userId());
    }

    /**
     * The real path of a folder of this user, which is made where it is missing.
     *
     * @throws IOException if it is another user's, or somebody else could change it or what leads to it; the message
     *     says which component, its mode and its owner
     */
    Path require(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        for (int depth = 0; depth <= absolute.getNameCount(); depth++) {
            makeMissing(component(absolute, depth));
            check(component(absolute, depth));
        }
        Path real = requireStable(absolute);
        Status status = Status.of(real);
        if (status.user != user) {
            throw new IOException(real + ": permission denied, it is another user's: " + status);
        }
        if (status.othersWrite(user)) {
            throw new IOException(real + ": others may write there: " + status);
        }
        return real;
    }

    /** The real path of a folder in which others may at most make entries of their own, as in /tmp. */
    Path requireStable(Path folder) throws IOException {
        Path real = folder.toRealPath();
        for (int depth = 0; depth <= real.getNameCount(); depth++) {
            check(component(real, depth));
        }
        return real;
    }

    /** Whether an entry is of this user, no link, and nobody else may write to it. */
    boolean owns(Path entry) throws IOException {
        Status status = Status.of(entry);
        return status.user == user && !status.is(LINK) && !status.othersWrite(user);
    }

    private static Path component(Path path, int depth) {
        return depth == 0 ? path.getRoot() : path.getRoot().resolve(path.subpath(0, depth));
    }

    private static void makeMissing(Path folder) throws IOException {
        try {
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder, OWNER_ONLY);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was faster: what it made is checked like all others.
        } catch (AccessDeniedException e) {
            Path parent = folder.getParent();
            throw new IOException(parent + ": permission denied: " + Status.of(parent));
        }
    }

    private void check(Path component) throws IOException {
        Status status = Status.of(component);
        // The owner of the root can change everything anyway; in a user namespace that is not always user 0.
        if (status.user != user && status.user != ROOT && status.user != Status.of(component.getRoot()).user) {
            throw new IOException(component + ": permission denied, it is another user's: " + status);
        }
        if (status.is(LINK)) {
            return;
        }
        if (!status.is(FOLDER)) {
            throw new IOException(component + ": not a folder: " + status);
        }
        if (status.othersWrite(user) && (status.mode & STICKY) == 0) {
            throw new IOException(component + ": others may write there: " + status);
        }
    }

    /** What the system knows of an entry itself, not of what a link leads to. */
    private record Status(int mode, int user, int group, String owner, String permissions) {

        static Status of(Path entry) throws IOException {
            try {
                Map<String, Object> unix =
                        Files.readAttributes(entry, "unix:mode,uid,gid,owner,permissions", LinkOption.NOFOLLOW_LINKS);
                @SuppressWarnings("unchecked")
                Set<PosixFilePermission> permissions = (Set<PosixFilePermission>) unix.get("permissions");
                return new Status(
                        (Integer) unix.get("mode"),
                        (Integer) unix.get("uid"),
                        (Integer) unix.get("gid"),
                        unix.get("owner").toString(),
                        PosixFilePermissions.toString(permissions));
            } catch (AccessDeniedException e) {
                Path parent = entry.getParent();
                throw new IOException(entry + ": permission denied in " + parent + ": " + of(parent));
            } catch (NoSuchFileException e) {
                throw new IOException(entry + ": no such file or folder");
            }
        }

        boolean is(int type) {
            return (mode & TYPE) == type;
        }

        /** A group with the user's own number is theirs alone: what useradd makes, and a umask of 002 is for. */
        boolean othersWrite(int self) {
            boolean privateGroup = user == self && group == self;
            return (mode & OTHERS_WRITE) != 0 || (mode & GROUP_WRITES) != 0 && !privateGroup;
        }

        @Override
        public String toString() {
            String type = is(LINK) ? "l" : is(FOLDER) ? "d" : "-";
            return "mode " + type + permissions + ((mode & STICKY) != 0 ? " and sticky" : "") + ", owner " + owner
                    + " (uid " + Integer.toUnsignedString(user) + ')';
        }
    }
}
