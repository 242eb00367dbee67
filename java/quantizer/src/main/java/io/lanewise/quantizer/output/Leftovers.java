// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temporary files that killed processes have left. A number of a process says something only to the system that counts
 * it, and containers and hosts share folders: so the names hold, besides the number, what tells one start of a kernel
 * and one PID namespace from others. Of this system's processes it is known which are dead; another system's file is
 * left alone until nothing was written to it for a day.
 */
final class Leftovers {
    static final String SUFFIX = ".tmp";
    private static final Duration ABANDONED = Duration.ofDays(1);
    /** Of the target's name, so that the temporary file's is no longer than the 255 bytes that file systems take. */
    private static final int NAME_CHARACTERS = 64;

    private static final String SYSTEM = system();

    private final Path folder;
    private final String start;

    /** Of temporary files for {@code name} in a folder. */
    Leftovers(Path folder, String name) {
        this.folder = folder;
        this.start = name.substring(0, Math.min(name.length(), NAME_CHARACTERS)) + '.';
    }

    /** What the names of this process's files begin with. */
    String prefix() {
        return start + ProcessHandle.current().pid() + '.' + SYSTEM + '.';
    }

    /** Deletes those of dead processes that belong to the owner of {@code own}; {@code open} are alive. */
    void delete(Path own, Set<Path> open) {
        Pattern pattern =
                Pattern.compile(Pattern.quote(start) + "([0-9]{1,18})\\.([0-9a-f]+)\\.[0-9]+" + Pattern.quote(SUFFIX));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher name = pattern.matcher(file.getFileName().toString());
                if (name.matches()
                        && !open.contains(file)
                        && isDead(file, Long.parseLong(name.group(1)), name.group(2))
                        && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // They cost space, not correctness; the next write tries again.
        }
    }

    private static boolean isDead(Path file, long pid, String system) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            return false;
        }
        if (!system.equals(SYSTEM)) {
            return attributes
                    .lastModifiedTime()
                    .toInstant()
                    .isBefore(Instant.now().minus(ABANDONED));
        }
        // An own number that is not open is of a process that had it before.
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }

    /** Equal for processes that count each other; where that is not known, for this process alone. */
    private static String system() {
        try {
            return Integer.toHexString((Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                            + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")))
                    .hashCode());
        } catch (IOException | UnsupportedOperationException e) {
            return Integer.toHexString(UUID.randomUUID().hashCode());
        }
    }
}
