// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A model that cannot be read, planned or converted; the message says which model, where in it, and why. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> lines;

    /**
     * @param model name of the model or its file
     * @param problem where in the model, which value, and what to do
     */
    public ModelException(String model, String problem) {
        this(model, List.of(problem));
    }

    /**
     * A failure with several problems: the message has a line for each.
     *
     * @param model name of the model or its file
     * @param problems at least one, each as the other constructor's
     */
    public ModelException(String model, List<String> problems) {
        super(model + ": " + String.join("\n", problems));
        lines = new ArrayList<>(problems);
        lines.set(0, model + ": " + lines.get(0));
    }

    /**
     * A failure with another underneath.
     *
     * @param model name of the model or its file
     * @param problem where in the model, which value, and what to do
     * @param cause the failure underneath
     */
    public ModelException(String model, String problem, Throwable cause) {
        super(model + ": " + problem, cause);
        lines = List.of(getMessage());
    }

    /** {@return the message's lines; a name in a model may hold line breaks of its own, which part none} */
    public List<String> lines() {
        return Collections.unmodifiableList(lines);
    }
}
