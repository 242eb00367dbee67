// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.Model;
import io.lanewise.graph.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A classifier of new classes, in memory. Immutable. */
public final class AdaptedModel {
    private final Path original;
    private final List<String> classes;
    private final ByteBuffer content;
    private final ModelCheck check;
    private final AdaptationReport report;
    private final Model model;

    AdaptedModel(Path original, List<String> classes, ByteBuffer content, ModelCheck check, AdaptationReport report) {
        this.original = original;
        this.classes = classes;
        this.content = content;
        this.check = check;
        this.report = report;
        this.model = Model.read(original + ", adapted", content);
        check.require(model);
    }

    /** {@return the names of the classes, in the order of the model's outputs} */
    public List<String> classes() {
        return classes;
    }

    /** {@return the new model, ready for sessions} */
    public Model model() {
        return model;
    }

    /** {@return how the adaptation went} */
    public AdaptationReport report() {
        return report;
    }

    /** {@return the {@code .tflite} file's content, from position 0, read-only} */
    public ByteBuffer content() {
        return content.duplicate();
    }

    /**
     * Writes the {@code .tflite} file: beside its place first, where it is loaded and run on an example, then it is
     * moved there. Names of classes are not part of it.
     *
     * @param file the target; a regular file or none; not the one that was adapted, by whatever name
     * @throws IOException if it is the one that was adapted, or cannot be written; what was there is then untouched
     * @throws ModelException if what was written does not give what was trained; what was there is then untouched
     */
    public void write(Path file) throws IOException {
        ModelFile.write(content.duplicate(), file, original, check);
    }
}
