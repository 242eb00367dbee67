// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import java.util.Map;

/** Something that must not be: what, and the files that show it, by the endings of their names. */
final class Finding extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, byte[]> files;

    Finding(String what, Map<String, byte[]> files) {
        this(what, files, null);
    }

    Finding(String what, Map<String, byte[]> files, Throwable cause) {
        super(what, cause);
        this.files = files;
    }

    Map<String, byte[]> files() {
        return files;
    }
}
