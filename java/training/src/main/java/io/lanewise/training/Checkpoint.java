// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import java.util.List;

/**
 * Where a run is. Which samples come next follows from the number of steps.
 *
 * @param trainer what the next step depends on
 * @param loss sum over the steps of the present pass
 * @param passes those that are done, the start among them
 * @param best graph so far
 */
public record Checkpoint(Trainer.State trainer, double loss, List<TrainingRun.Pass> passes, Graph best) {}
