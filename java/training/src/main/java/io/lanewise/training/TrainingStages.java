// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.pruning.TensorScores;
import io.lanewise.pruning.mask.WeightScores;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.data.JoinedInputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/** What a recipe asks for, one after the other: pruning, steps as float, quantization, steps as integers. */
final class TrainingStages {
    private static final int CALIBRATED = 500;
    private static final int ROUNDED = 100;
    private static final int MADE_UP_BY = 200;
    /** As many batches as Molchanov et al. 2019 score by. */
    private static final int SCORED_BATCHES = 30;

    private static final String RECONSTRUCTION = "reconstruct";

    private final TrainingEngine engine;
    private final Training.Request request;
    private final TrainingRecipe recipe;
    private final ToDoubleFunction<Graph> score;
    private final List<TrainingResult.Stage> stages = new ArrayList<>();
    /** Which weights are trained, by the names of constants. */
    private Map<String, boolean[]> kept = Map.of();

    private Graph graph;
    /** The float model that becomes integers. */
    private Graph real;
    /** What it became; null where another process converted it. */
    private QuantizedModel converted;

    private boolean complete = true;

    TrainingStages(TrainingEngine engine, Training.Request request) {
        this.engine = engine;
        this.request = request;
        this.recipe = request.recipe();
        this.score = request.score();
        this.graph = needed(request.model().graph());
    }

    /** The graph without what leads to no output, of which no loss tells anything. */
    private static Graph needed(Graph graph) {
        GraphEditor editor = GraphEditor.of(graph);
        editor.removeUnneeded();
        return editor.cleaned();
    }

    TrainingResult run() throws IOException {
        if (recipe.pruning() != null) {
            prune(new PruningRounds(recipe.pruning()));
        }
        if (recipe.floatSteps() != null) {
            train("float", recipe.floatSteps());
        }
        if (recipe.scheme() != null) {
            real = graph;
            graph = begun("quantize", () -> {
                converted = quantized();
                return converted.graph();
            });
            if (recipe.reconstruction() != null && complete) {
                reconstruct();
            }
            if (recipe.integerSteps() != null) {
                train("integers", recipe.integerSteps());
            }
        }
        return new TrainingResult(graph, stages, complete);
    }

    private void prune(PruningRounds rounds) throws IOException {
        graph = FuseOperators.apply(graph);
        for (int round = 1; round <= recipe.pruning().rounds() && complete; round++) {
            String name = "prune " + round;
            int number = round;
            request.monitor().begin(name);
            graph = begun(name, () -> {
                List<float[]> some = request.first(MADE_UP_BY);
                Graph smaller = rounds.removed(graph, number, this::taylorScores, some);
                return rounds.masked(smaller, number, () -> weightScores(smaller), some);
            });
            kept = rounds.kept(graph);
            takeSteps(name, recipe.pruning().between());
        }
    }

    private TensorScores taylorScores() throws IOException {
        return scores((how, some) -> new TensorScores(engine.channelScores(graph, how, some)));
    }

    private WeightScores weightScores(Graph unmasked) throws IOException {
        return scores((how, some) -> {
            Map<Integer, float[]> scores = engine.weightScores(unmasked, how, some);
            return (scored, tensor) -> scores.get(tensor);
        });
    }

    private <T> T scores(BiFunction<TrainerSettings, List<Batch>, T> scoring) throws IOException {
        TrainingSteps steps = recipe.pruning().between();
        try (Teacher teacher = engine.teacher(request.taught(), steps.batch())) {
            Lesson lesson = Lesson.of(request, teacher);
            Batches batches = batches(steps, lesson);
            List<Batch> some = new ArrayList<>();
            try (Batches.Pass pass = batches.pass(0, 0)) {
                while (some.size() < Math.min(SCORED_BATCHES, batches.perPass())) {
                    some.add(pass.batches().next());
                }
            }
            return scoring.apply(steps.settings(lesson.loss(), kept), some);
        }
    }

    /** Makes a graph. */
    private interface Making {
        Graph make() throws IOException;
    }

    /** The graph that a stage begins with; of a run that goes on the one that it began with. */
    private Graph begun(String stage, Making making) throws IOException {
        CheckpointFile file = request.checkpoints();
        String name = stage + "/start";
        if (file != null && file.graph(name) != null) {
            return file.graph(name);
        }
        Graph made = making.make();
        return file == null ? made : file.put(name, made);
    }

    /** The pruned and trained float model as integers; the same each time. */
    private QuantizedModel quantized() throws IOException {
        request.monitor().begin("quantize");
        List<float[]> some = request.first(CALIBRATED);
        return Quantizer.of(Model.of(real))
                .scheme(recipe.scheme())
                .interfaceType(request.interfaceType())
                .calibrate(some)
                .roundAdaptively(some.subList(0, Math.min(ROUNDED, some.size())))
                .quantize()
                .quantized();
    }

    private void reconstruct() throws IOException {
        Checkpoints checkpoints = request.checkpoints(RECONSTRUCTION);
        Checkpoint saved = checkpoints.read();
        Graph start = graph;
        if (saved == null) {
            QuantizedModel origin = converted == null ? quantized() : converted;
            request.monitor().begin(RECONSTRUCTION);
            BlockReconstruction blocks = new BlockReconstruction(
                    engine, recipe.reconstruction(), origin, kept, request.monitor(), recipe.seed());
            Graph rounded = blocks.run(request.first(recipe.reconstruction().samples()));
            TrainingRun.Pass before =
                    new TrainingRun.Pass(0, Double.NaN, score.applyAsDouble(start), Collections.emptySortedMap());
            TrainingRun.Pass after =
                    new TrainingRun.Pass(1, Double.NaN, score.applyAsDouble(rounded), Collections.emptySortedMap());
            request.monitor().pass(before);
            request.monitor().pass(after);
            saved = new Checkpoint(
                    new Trainer.State(0, false, Map.of()),
                    0,
                    List.of(before, after),
                    after.score() > before.score() ? rounded : start);
            complete = !request.monitor().stopped();
            if (complete) {
                checkpoints.write(saved);
            }
        }
        stages.add(new TrainingResult.Stage(RECONSTRUCTION, start, saved.passes()));
        graph = saved.best();
    }

    private void train(String name, TrainingSteps steps) throws IOException {
        if (!complete) {
            return;
        }
        request.monitor().begin(name);
        takeSteps(name, steps);
    }

    private void takeSteps(String name, TrainingSteps steps) throws IOException {
        try (Teacher teacher = engine.teacher(request.taught(), steps.batch())) {
            Lesson lesson = Lesson.of(request, teacher);
            try (Trainer trainer = engine.trainer(graph, steps.settings(lesson.loss(), kept))) {
                TrainingRun.Result result = steps.run()
                        .train(trainer, batches(steps, lesson), score, request.checkpoints(name), request.monitor());
                stages.add(new TrainingResult.Stage(name, graph, result.passes()));
                graph = result.graph();
                complete = result.complete();
            }
        }
    }

    private Batches batches(TrainingSteps steps, Lesson lesson) {
        return new Batches(
                request.data(),
                JoinedInputs.of(request.model().graph()),
                steps.batch(),
                lesson.targets(),
                request.augmentation(),
                recipe.buffer(),
                recipe.seed());
    }
}
