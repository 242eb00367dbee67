// SPDX-License-Identifier: Apache-2.0
package io.lanewise.runtime.linux.arm64;

import io.lanewise.internal.platform.NativeLibraryJar;

/** Says that this jar has a native library. */
public final class LinuxArm64 implements NativeLibraryJar {

    /** Called by whoever loads services. */
    public LinuxArm64() {}
}
