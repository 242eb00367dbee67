// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The root causes are the texts that glibc and JavaCPP write. */
class LoadFailureTest {
    private final Platform board = new Platform("linux-armhf", "arm", false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/tmp/libjnilanewise.so: /lib/libc.so.6: version `GLIBC_2.35' not found (required by"
                        + " /tmp/libjnilanewise.so)"
                        + "|this system's C library is older than the one needed",
                "/tmp/libjnilanewise.so: failed to map segment from shared object"
                        + "|if the file lies on a file system mounted noexec, set"
                        + " -Dorg.bytedeco.javacpp.cachedir to a folder elsewhere",
                "Could not find jnilanewise in class, module, and library paths."
                        + "|add the jar lanewise-runtime with classifier linux-armhf to the class path",
                "Platform \"linux-arm\" not supported by class io.lanewise.internal.Lanewise"
                        + "|start the JVM with -Dorg.bytedeco.javacpp.platform=linux-armhf",
                "/home/a: others may write there; nor can a temporary folder be used: /tmp: others may write there"
                        + "|set -Dorg.bytedeco.javacpp.cachedir to a folder that nobody else can change",
                "wrong ELF class: ELFCLASS64|give its file with -Dlanewise.native.path"
            })
    void theNextStepFollowsFromTheRootCause(String root, String step) {
        UnsatisfiedLinkError failure = new UnsatisfiedLinkError("no jnilanewise in java.library.path: /usr/lib");
        failure.initCause(new UnsatisfiedLinkError(root));
        LoadException e = new LoadFailure(board, null).because(failure);
        assertEquals(
                "cannot load Lanewise's native library on linux-armhf (os.arch arm): " + root + "; " + step
                        + ", or run without it: -Dlanewise.native=off",
                e.getMessage());
        assertSame(failure, e.getCause());
    }
}
