// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

/** The native library cannot be loaded; its message is that of the exception that users see. */
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
