// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.ModelException;
import io.lanewise.graph.ModelFailure;
import java.util.ArrayList;
import java.util.List;

/** Collects what is refused in a model, so that its user sees all of it at once. */
final class Problems {
    /** What to do about a file that nobody wrote so. */
    static final String DAMAGED = "the file is damaged: convert or copy it again";

    private static final int SHOWN = 20;

    private final String model;
    private final List<String> shown = new ArrayList<>();
    private int count;
    private boolean damaged;

    Problems(String model) {
        this.model = model;
    }

    /**
     * Notes a problem as {@code where: reason}.
     *
     * @throws ModelException for any other failure
     */
    void add(String where, Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            throw ModelFailure.of(model, where, failure);
        }
        damaged |= problem.isDamage();
        if (++count <= SHOWN) {
            shown.add(where + ": " + problem.getMessage());
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
        if (damaged) {
            lines.add(DAMAGED);
        }
        if (advice != null) {
            lines.add(advice);
        }
        throw new ModelException(model, lines);
    }
}
