// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.ModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What training gave.
 *
 * @param graph the best: what training began with, if nothing was better
 * @param stages how each went, in their order
 * @param complete whether it was not stopped before its end
 */
public record TrainingResult(Graph graph, List<Stage> stages, boolean complete) {

    /**
     * A part of the training.
     *
     * @param name in words
     * @param start the graph that it began with
     * @param passes how it went, the start among them; empty where nothing is trained
     */
    public record Stage(String name, Graph start, List<TrainingRun.Pass> passes) {

        /** {@return the number of the pass that was best; 0 for what it began with} */
        public int best() {
            int best = 0;
            for (TrainingRun.Pass pass : passes) {
                best = pass.score() > passes.get(best).score() ? pass.number() : best;
            }
            return best;
        }
    }

    /**
     * Copies the list.
     *
     * @param graph the best
     * @param stages how each went, in their order
     * @param complete whether it was not stopped before its end
     */
    public TrainingResult {
        stages = List.copyOf(stages);
    }

    /**
     * Writes the model beside its place, loads and runs it, and moves it there ({@link ModelFiles#write}).
     *
     * @param file the target; its name says the format
     * @throws IOException if the folder cannot be written; a file that was there is then untouched
     * @throws ModelException if the format cannot hold the model
     */
    public void write(Path file) throws IOException {
        ModelFiles.write(graph, file);
    }
}
