// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.IOException;

/** Samples that cannot be read or do not fit; the message says which file, where in it, and which value. */
public final class DatasetException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param source name of the file or data set
     * @param problem where in it, which value, and what to do
     */
    public DatasetException(String source, String problem) {
        super(source + ": " + problem);
    }

    /**
     * A failure with another underneath.
     *
     * @param source name of the file or data set
     * @param problem where in it, which value, and what to do
     * @param cause the failure underneath
     */
    public DatasetException(String source, String problem, Throwable cause) {
        super(source + ": " + problem, cause);
    }
}
