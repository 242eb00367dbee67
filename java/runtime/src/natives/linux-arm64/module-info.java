// SPDX-License-Identifier: Apache-2.0

/** The native library of {@code io.lanewise.runtime} for Linux on 64-bit ARM. */
@SuppressWarnings("module") // ends in digits, as the platform does
module io.lanewise.runtime.linux.arm64 {
    requires io.lanewise.runtime;

    provides io.lanewise.internal.platform.NativeLibraryJar with
            io.lanewise.runtime.linux.arm64.LinuxArm64;
}
