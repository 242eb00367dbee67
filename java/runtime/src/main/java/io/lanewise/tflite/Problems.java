// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.ModelException;
import io.lanewise.graph.ModelFailure;
import java.util.ArrayList;
import java.util.List;

/** Collects what is refused in a model, so that its user sees all of it at once. */
final class Problems {
    private static final int SHOWN = 20;

    private final String model;
    private final List<String> shown = new ArrayList<>();
    private int count;

    Problems(String model) {
        this.model = model;
    }

    /**
     * Notes a problem as {@code where: reason}.
     *
     * @throws ModelException for any other failure
     */
    void add(String where, Throwable failure) {
        if (!(failure instanceof Problem)) {
            throw ModelFailure.of(model, where, failure);
        }
        if (++count <= SHOWN) {
            shown.add(where + ": " + failure.getMessage());
        }
    }

    /** As {@link #throwIfAny(String)}, without advice. */
    void throwIfAny() {
        throwIfAny(null);
    }

    /**
     * Returns if nothing was refused.
     *
     * @param advice ends the message
     * @throws ModelException that lists the problems
     */
    void throwIfAny(String advice) {
        if (count == 0) {
            return;
        }
        List<String> lines = new ArrayList<>();
        if (count == 1) {
            lines.add(shown.get(0));
        } else {
            lines.add(count + " problems:");
            shown.forEach(problem -> lines.add("  " + problem));
        }
        if (count > SHOWN) {
            lines.add("  and " + (count - SHOWN) + " more");
        }
        if (advice != null) {
            lines.add(advice);
        }
        throw new ModelException(model, lines);
    }
}
