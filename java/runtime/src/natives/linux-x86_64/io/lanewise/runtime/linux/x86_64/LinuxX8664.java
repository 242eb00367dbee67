// SPDX-License-Identifier: Apache-2.0
package io.lanewise.runtime.linux.x86_64;

import io.lanewise.internal.platform.NativeLibraryJar;

/** Says that this jar has a native library. */
public final class LinuxX8664 implements NativeLibraryJar {

    /** Called by whoever loads services. */
    public LinuxX8664() {}
}
