// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

/** A model that cannot be read, planned or converted; the message says which model, where in it, and why. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param model name of the model or its file
     * @param problem where in the model, which value, and what to do
     */
    public ModelException(String model, String problem) {
        super(model + ": " + problem);
    }

    /** As above, with the failure underneath. */
    public ModelException(String model, String problem, Throwable cause) {
        super(model + ": " + problem, cause);
    }
}
