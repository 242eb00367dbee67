// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.pruning.Distribution;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.pruning.mask.Sparsity;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.Distillation;
import io.lanewise.training.LayerAgreement;
import io.lanewise.training.Pruning;
import io.lanewise.training.Ranges;
import io.lanewise.training.Reconstruction;
import io.lanewise.training.Scores;
import io.lanewise.training.Training;
import io.lanewise.training.TrainingData;
import io.lanewise.training.TrainingEngine;
import io.lanewise.training.TrainingMonitor;
import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingResult;
import io.lanewise.training.TrainingRun;
import io.lanewise.training.TrainingSteps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way from a float model to a trained one of integers. */
class TrainingTest {
    private static final List<LabelledSample> SAMPLES = ImageTask.samples(400);
    private static final List<LabelledSample> CHOSEN_BY = SAMPLES.subList(300, 400);
    private static final TrainingSteps STEPS =
            TrainingSteps.DEFAULT.withPasses(4).withLearningRate(0.05f);
    private static final TrainingRecipe INT4 = TrainingRecipe.of(Scheme.INT8.with("int8", "int4-weights"))
            .withReconstruction(null)
            .withIntegerSteps(STEPS);

    private static TrainingResult train(Graph graph, TrainingRecipe recipe, TrainingMonitor monitor)
            throws IOException {
        return Training.of(Model.of(graph), new TensorFlowEngine())
                .recipe(recipe)
                .monitor(monitor)
                .train(TrainingData.of(SAMPLES.subList(0, 300)), CHOSEN_BY);
    }

    @ParameterizedTest
    @EnumSource(Ranges.class)
    void becomesMoreLikeTheFloatModelWithoutLabels(Ranges ranges) throws IOException {
        TrainingResult result = train(
                ImageTask.graph(),
                INT4.withIntegerSteps(STEPS.with(ranges).withPasses(12).withLearningRate(0.01f)),
                TrainingMonitor.NONE);
        List<TrainingRun.Pass> passes = result.stages().get(0).passes();
        double best = Scores.closeness(CHOSEN_BY, ImageTask.graph(), true).applyAsDouble(result.graph());
        assertTrue(best > passes.get(0).score(), passes.toString());
        assertEquals(passes.get(result.stages().get(0).best()).score(), best, "what is written is what was chosen");
        for (LayerAgreement layer :
                new TensorFlowEngine().compare(result.graph(), CHOSEN_BY).layers()) {
            assertTrue(layer.share() >= 0.99 && layer.largestStep() <= 1, layer.toString());
        }
    }

    /** A layer that leads to no output is left out, of a float graph and of integers. */
    @Test
    void leavesOutWhatNothingReads() throws IOException {
        GraphEditor editor = GraphEditor.of(ImageTask.graph());
        Tensor logits = editor.tensor(7);
        FullyConnected last = (FullyConnected) editor.operator(2);
        int aside = editor.add(new Tensor("aside", logits.type(), logits.shape(), null, null));
        int weights = editor.add(editor.tensor(last.weights()));
        int bias = editor.add(editor.tensor(last.bias()));
        editor.add(last.with(last.input(), weights, bias, aside, last.activation()));
        Graph graph = editor.graph();
        TrainingSteps once = STEPS.withPasses(1);
        TrainingResult result = train(graph, INT4.withFloatSteps(once).withIntegerSteps(once), TrainingMonitor.NONE);
        for (TrainingResult.Stage stage : result.stages()) {
            assertTrue(stage.start().operators().stream()
                    .noneMatch(operator -> operator.outputs().stream()
                            .anyMatch(output ->
                                    stage.start().tensor(output).name().equals("aside"))));
        }
    }

    /** Rounded anew, and not trained. */
    @Test
    void roundsBlocksAnew() throws IOException {
        TrainingRecipe recipe =
                INT4.withReconstruction(new Reconstruction(300, 1000, 32, 0.1f)).withIntegerSteps(null);
        TrainingResult result = train(ImageTask.graph(), recipe, TrainingMonitor.NONE);
        TrainingResult.Stage stage = result.stages().get(0);
        assertEquals("reconstruct", stage.name());
        assertEquals(1, stage.best(), stage.passes().toString());
        assertEquals(
                stage.passes().get(1).score(),
                Scores.closeness(CHOSEN_BY, ImageTask.graph(), true).applyAsDouble(result.graph()));
    }

    @Test
    void learnsFromLabelsWhatTheFloatModelDoesNotKnow() throws IOException {
        TrainingRecipe recipe =
                INT4.withFloatSteps(STEPS.withPasses(10).withLearningRate(1)).with(new Distillation(0, 1));
        TrainingResult result = train(ImageTask.graph(), recipe, TrainingMonitor.NONE);
        double before = Scores.accuracy(CHOSEN_BY).applyAsDouble(ImageTask.graph());
        double after = Scores.accuracy(CHOSEN_BY).applyAsDouble(result.graph());
        assertTrue(before < 0.5 && after > 0.9, before + " before, " + after + " after");
        assertEquals(
                List.of("float", "integers"),
                result.stages().stream().map(TrainingResult.Stage::name).toList());
    }

    /** Steps that are far too large: what it began with is kept. */
    @Test
    void neverGivesAnythingWorseThanTheStart() throws IOException {
        TrainingResult result =
                train(ImageTask.graph(), INT4.withIntegerSteps(STEPS.withLearningRate(1000)), TrainingMonitor.NONE);
        TrainingResult.Stage stage = result.stages().get(0);
        assertEquals(0, stage.best(), stage.passes().toString());
        assertEquals(stage.start().tensors(), result.graph().tensors());
    }

    @Test
    void givesTheBestSoFarWhenItIsStopped() throws IOException {
        int[] steps = new int[1];
        TrainingResult result = train(ImageTask.graph(), INT4, new TrainingMonitor() {
            @Override
            public void step(int step, int of, float loss) {
                steps[0] = step;
            }

            @Override
            public boolean stopped() {
                return steps[0] == 12;
            }
        });
        assertFalse(result.complete());
        assertEquals(12, steps[0]);
        assertEquals(2, result.stages().get(0).passes().size());
    }

    @Test
    void refusesLabelsThatAreNoClasses() {
        List<LabelledSample> wrong = SAMPLES.stream()
                .map(sample -> new LabelledSample(sample.values(), sample.label() + 1))
                .toList();
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Training.of(Model.of(ImageTask.graph()), new TensorFlowEngine())
                                .recipe(INT4.with(new Distillation(0.5f, 2)))
                                .train(TrainingData.of(wrong), CHOSEN_BY))
                .getMessage();
        assertEquals("label 4 is none of the 4 classes, 0 to 3", message);
    }

    @Test
    void isFoundAsAService() {
        assertTrue(TrainingEngine.load(getClass().getClassLoader()) instanceof TensorFlowEngine);
    }

    @Test
    void removesChannelsAndTrainsWhatIsLeft() throws IOException {
        Pruning half = new Pruning(
                0.5, Distribution.MACS, 1, 0, BlockShape.PANEL, Pruning.Score.MAGNITUDE, 2, STEPS.withPasses(2));
        Graph graph = train(ImageTask.graph(), INT4.withPruning(half), TrainingMonitor.NONE)
                .graph();
        assertTrue(macs(graph) <= 0.5 * macs(ImageTask.graph()), macs(graph) + " MACs");
    }

    /** Each part once, in the order in which they are done. */
    @Test
    void announcesWhatItDoes() throws IOException {
        List<String> begun = new ArrayList<>();
        Pruning rounds = new Pruning(
                0.8, Distribution.MACS, 1, 0, BlockShape.PANEL, Pruning.Score.MAGNITUDE, 2, STEPS.withPasses(1));
        TrainingRecipe recipe =
                INT4.withPruning(rounds).withFloatSteps(STEPS.withPasses(1)).withIntegerSteps(STEPS.withPasses(1));
        train(ImageTask.graph(), recipe, new TrainingMonitor() {
            @Override
            public void begin(String task) {
                begun.add(task);
            }
        });
        assertEquals(List.of("prune 1", "prune 2", "float", "quantize", "integers"), begun);
    }

    private static long macs(Graph graph) {
        return graph.operators().stream()
                .mapToLong(operator -> operator.macs(graph))
                .sum();
    }

    /** Half of the blocks of each layer, and they stay zero while the integers are trained. */
    @ParameterizedTest
    @EnumSource(value = Pruning.Score.class, mode = EnumSource.Mode.EXCLUDE, names = "VARIANCE")
    void keepsBlocksOfZeros(Pruning.Score score) throws IOException {
        Pruning half = new Pruning(1, Distribution.MACS, 8, 0.5, new BlockShape(2, 4), score, 2, STEPS.withPasses(1));
        Graph graph = train(ImageTask.graph(), INT4.withPruning(half), TrainingMonitor.NONE)
                .graph();
        for (Sparsity.Layer layer : Sparsity.of(graph, new BlockShape(2, 4)).layers()) {
            assertTrue(layer.zeroBlocks() >= 0.5 * layer.blocks(), layer.toString());
        }
    }

    /** By what sums lose, half of all weights together; layers have their shares. */
    @Test
    void keepsBlocksOfZerosOfAllLayers() throws IOException {
        Pruning half = new Pruning(
                1, Distribution.MACS, 8, 0.5, new BlockShape(2, 4), Pruning.Score.VARIANCE, 2, STEPS.withPasses(1));
        Graph graph = train(ImageTask.graph(), INT4.withPruning(half), TrainingMonitor.NONE)
                .graph();
        double inZeroBlocks = 0;
        double weights = 0;
        for (Sparsity.Layer layer : Sparsity.of(graph, new BlockShape(2, 4)).layers()) {
            inZeroBlocks += (double) layer.weights() * layer.zeroMacs() / layer.macs();
            weights += layer.weights();
        }
        assertTrue(inZeroBlocks >= 0.5 * weights, inZeroBlocks + " of " + weights);
    }

    /** int4 weights are int4 in the graph that is written. */
    @Test
    void writesTheBitsThatWereAskedFor() throws IOException {
        Graph graph = train(ImageTask.graph(), INT4, TrainingMonitor.NONE).graph();
        assertEquals(
                2,
                graph.tensors().stream()
                        .map(Tensor::type)
                        .filter(io.lanewise.tensor.DataType.INT4::equals)
                        .count());
    }
}
