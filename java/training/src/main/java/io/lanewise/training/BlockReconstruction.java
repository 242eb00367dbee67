// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.data.JoinedInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Rounds the weights of a quantized model anew, block by block ({@link Reconstruction}). */
final class BlockReconstruction {
    /** Of the values of a block's inputs and outputs of all samples. */
    private static final long BUDGET = 256L << 20;
    /** Times the error to begin with: all weights settle in some hundred steps, and not before they have to. */
    private static final float PRESSURE = 300;

    private final TrainingEngine engine;
    private final Reconstruction settings;
    private final QuantizedModel quantized;
    private final Map<String, boolean[]> kept;
    private final TrainingMonitor monitor;
    private final Random random;
    private final List<Block> blocks;

    /** {@code kept}: which weights are not to stay 0, by the names of constants. */
    BlockReconstruction(
            TrainingEngine engine,
            Reconstruction settings,
            QuantizedModel quantized,
            Map<String, boolean[]> kept,
            TrainingMonitor monitor,
            long seed) {
        this.engine = engine;
        this.settings = settings;
        this.quantized = quantized;
        this.kept = kept;
        this.monitor = monitor;
        this.random = new Random(seed);
        this.blocks = Block.of(quantized.source());
    }

    /** The graph with other integers, as far as they are better; not all are tried if the monitor stops it. */
    Graph run(List<float[]> samples) {
        Graph source = quantized.source();
        Graph integers = quantized.graph();
        JoinedInputs inputs = JoinedInputs.of(source);
        // Of each sample, the values of what a block reads.
        List<List<float[]>> exact = samples.stream()
                .limit(Math.max(settings.batch(), Math.min(settings.samples(), BUDGET / largest())))
                .map(sample -> List.of(inputs.split(sample)))
                .toList();
        List<List<float[]>> rounded = exact;
        for (int i = 0; i < blocks.size() && !monitor.stopped(); i++) {
            Block block = blocks.get(i);
            Graph real = Block.part(source, block.inputs(), block.outputs());
            List<List<float[]>> targets = outputs(real, exact);
            Graph before = part(integers, block);
            Graph after = learned(before, reals(real), exact, rounded, targets, i * settings.steps());
            integers = integers.with(after.tensors(), integers.operators(), integers.inputs(), integers.outputs());
            rounded = outputs(after, rounded);
            exact = targets;
        }
        return integers;
    }

    /** Bytes of a sample's values. */
    private long largest() {
        Graph source = quantized.source();
        return blocks.stream()
                .mapToLong(block -> 2
                        * (block.inputs().stream()
                                        .mapToLong(i -> source.tensor(i).bytes())
                                        .sum()
                                + block.outputs().stream()
                                        .mapToLong(i -> source.tensor(i).bytes())
                                        .sum()))
                .max()
                .orElse(1);
    }

    private Graph part(Graph integers, Block block) {
        return Block.part(
                integers,
                block.inputs().stream().map(quantized::counterpart).toList(),
                block.outputs().stream().map(quantized::counterpart).toList());
    }

    /** By the constants of the quantized graph, the weights of a part of the float graph. */
    private Map<Integer, float[]> reals(Graph part) {
        Graph source = quantized.source();
        Map<Integer, float[]> reals = new HashMap<>();
        for (int i = 0; i < source.operators().size(); i++) {
            if (source.operators().get(i) instanceof WeightedOperator layer
                    && part.operators().contains(layer)) {
                WeightedOperator integers = (WeightedOperator) quantized.operator(i);
                reals.put(integers.weights(), source.tensor(layer.weights()).floats());
            }
        }
        return reals;
    }

    private Graph learned(
            Graph before,
            Map<Integer, float[]> reals,
            List<List<float[]>> exact,
            List<List<float[]>> rounded,
            List<List<float[]>> targets,
            int done) {
        List<Float> variances = Scores.variances(targets);
        double error = Scores.distance(targets, outputs(before, rounded), variances);
        TrainerSettings how = new TrainerSettings(
                        settings.batch(), new Loss.SquaredError(variances), new Optimizer.Adam())
                .with(kept)
                .with(new SoftRounding(reals, PRESSURE * (float) error));
        try (Trainer trainer = engine.trainer(before, how)) {
            for (int step = 1; step <= settings.steps() && !monitor.stopped(); step++) {
                int[] chosen = random.ints(settings.batch(), 0, exact.size()).toArray();
                float loss = trainer.step(
                        mixed(chosen(exact, chosen), chosen(rounded, chosen)),
                        chosen(targets, chosen),
                        settings.learningRate());
                trainer.endStep((double) step / settings.steps());
                monitor.step(done + step, settings.steps() * blocks.size(), loss);
            }
            Graph after = trainer.graph();
            boolean better = Scores.distance(targets, outputs(after, rounded), variances) < error;
            return better ? after : before;
        }
    }

    private static List<float[]> chosen(List<List<float[]>> values, int... samples) {
        return Batch.joined(IntStream.of(samples).mapToObj(values::get).toList());
    }

    /** Inputs of which half the values, drawn anew, are those of the float model (Wei et al. 2022). */
    private List<float[]> mixed(List<float[]> exact, List<float[]> rounded) {
        List<float[]> mixed = new ArrayList<>();
        for (int i = 0; i < exact.size(); i++) {
            float[] values = rounded.get(i).clone();
            for (int k = 0; k < values.length; k++) {
                values[k] = random.nextBoolean() ? exact.get(i)[k] : values[k];
            }
            mixed.add(values);
        }
        return mixed;
    }

    private static List<List<float[]>> outputs(Graph graph, List<List<float[]>> inputs) {
        return Scores.outputs(graph, inputs.stream().map(sample -> JoinedInputs.join(sample.toArray(float[][]::new))));
    }
}
