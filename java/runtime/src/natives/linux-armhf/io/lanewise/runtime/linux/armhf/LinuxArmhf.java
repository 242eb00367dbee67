// SPDX-License-Identifier: Apache-2.0
package io.lanewise.runtime.linux.armhf;

import io.lanewise.internal.platform.NativeLibraryJar;

/** Says that this jar has a native library. */
public final class LinuxArmhf implements NativeLibraryJar {

    /** Called by whoever loads services. */
    public LinuxArmhf() {}
}
