// SPDX-License-Identifier: Apache-2.0

/** The native library of {@code io.lanewise.runtime} for Linux on 32-bit ARM with hardware floating point. */
module io.lanewise.runtime.linux.armhf {
    requires io.lanewise.runtime;

    provides io.lanewise.internal.platform.NativeLibraryJar with
            io.lanewise.runtime.linux.armhf.LinuxArmhf;
}
