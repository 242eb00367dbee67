// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

/**
 * The native library cannot be used. The message says for which platform, what was tried, why it failed and what to do.
 */
public final class NativeLibraryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message platform, file, reason and next step
     * @param cause the failure underneath; may be null
     */
    public NativeLibraryException(String message, Throwable cause) {
        super(message, cause);
    }
}
