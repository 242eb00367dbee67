// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.util.List;
import java.util.Locale;

/**
 * The platform of this JVM in JavaCPP's words.
 *
 * @param name such as {@code linux-arm64}; one of {@link #SUPPORTED} where there is a native library
 * @param architecture the JVM's {@code os.arch}
 * @param musl whether the JVM runs on musl instead of glibc
 */
public record Platform(String name, String architecture, boolean musl) {

    /** Platforms that have a native library. */
    public static final List<String> SUPPORTED = List.of("linux-arm64", "linux-armhf", "linux-x86_64");

    /** The platform that this JVM runs on. */
    public static Platform current() {
        return of(
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                ProcessFiles.executableHeader(),
                ProcessFiles.maps());
    }

    /**
     * @param elfHeader the first bytes of the JVM's executable; empty if they cannot be read
     * @param maps text of {@code /proc/self/maps}; empty if it cannot be read
     */
    static Platform of(String osName, String osArch, byte[] elfHeader, String maps) {
        String system = osName.toLowerCase(Locale.ROOT).replaceAll(" .*", "");
        String machine = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            // os.arch and uname say nothing of the float ABI, and uname may speak of a 64-bit kernel.
            case "arm" -> new ElfHeader(elfHeader).isArmHardFloat() ? "armhf" : "arm";
            default -> osArch;
        };
        return new Platform(system + '-' + machine, osArch, maps.contains("/ld-musl-"));
    }

    /** For example {@code linux-armhf (os.arch arm)}. */
    @Override
    public String toString() {
        return name + " (os.arch " + architecture + (musl ? ", musl" : "") + ')';
    }
}
