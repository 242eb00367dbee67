// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.data.InputValues;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

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

    /** Values of some tensors, of each sample. */
    private record Values(List<List<float[]>> ofSamples) {

        /** Those of some samples, one after the other, of each tensor. */
        List<float[]> joined(int[] samples) {
            List<float[]> joined = new ArrayList<>();
            for (int i = 0; i < ofSamples.get(0).size(); i++) {
                float[][] parts = new float[samples.length][];
                for (int k = 0; k < samples.length; k++) {
                    parts[k] = ofSamples.get(samples[k]).get(i);
                }
                joined.add(JoinedInputs.join(parts));
            }
            return joined;
        }
    }

    /** The graph with other integers, as far as they are better; not all are tried if the monitor stops it. */
    Graph run(List<float[]> samples) {
        Graph source = quantized.source();
        Graph integers = quantized.graph();
        JoinedInputs inputs = JoinedInputs.of(source);
        Values exact = new Values(samples.stream()
                .limit(Math.max(settings.batch(), Math.min(settings.samples(), BUDGET / largest())))
                .map(sample -> List.of(inputs.split(sample)))
                .toList());
        Values rounded = exact;
        for (int i = 0; i < blocks.size() && !monitor.stopped(); i++) {
            Block block = blocks.get(i);
            Values targets = outputs(Block.part(source, block.inputs(), block.outputs()), exact);
            Graph before = part(integers, block);
            Graph after = learned(before, reals(block), exact, rounded, targets, i * settings.steps());
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

    /** By the constants of the quantized graph, the weights of a block. */
    private Map<Integer, float[]> reals(Block block) {
        Graph source = quantized.source();
        List<Operator> operators =
                Block.part(source, block.inputs(), block.outputs()).operators();
        Map<Integer, float[]> reals = new HashMap<>();
        for (int i = 0; i < source.operators().size(); i++) {
            if (source.operators().get(i) instanceof WeightedOperator layer && operators.contains(layer)) {
                WeightedOperator integers = (WeightedOperator) quantized.operator(i);
                reals.put(integers.weights(), source.tensor(layer.weights()).floats());
            }
        }
        return reals;
    }

    private Graph learned(
            Graph before, Map<Integer, float[]> reals, Values exact, Values rounded, Values targets, int done) {
        List<Float> variances = Scores.variances(targets.ofSamples());
        double error =
                Scores.distance(targets.ofSamples(), outputs(before, rounded).ofSamples(), variances);
        TrainerSettings how = new TrainerSettings(
                        settings.batch(), new Loss.SquaredError(variances), new Optimizer.Adam())
                .with(kept)
                .with(new SoftRounding(reals, PRESSURE * (float) error));
        try (Trainer trainer = engine.trainer(before, how)) {
            for (int step = 1; step <= settings.steps() && !monitor.stopped(); step++) {
                int[] chosen = random.ints(
                                settings.batch(), 0, exact.ofSamples().size())
                        .toArray();
                float loss = trainer.step(
                        mixed(exact.joined(chosen), rounded.joined(chosen)),
                        targets.joined(chosen),
                        settings.learningRate());
                trainer.endStep((double) step / settings.steps());
                monitor.step(done + step, settings.steps() * blocks.size(), loss);
            }
            Graph after = trainer.graph();
            boolean better =
                    Scores.distance(targets.ofSamples(), outputs(after, rounded).ofSamples(), variances) < error;
            return better ? after : before;
        }
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

    private static Values outputs(Graph graph, Values inputs) {
        List<List<float[]>> all = new ArrayList<>();
        try (Session session = Model.of(graph).newSession()) {
            for (List<float[]> sample : inputs.ofSamples()) {
                for (int i = 0; i < sample.size(); i++) {
                    Tensor input = graph.tensor(graph.inputs().get(i));
                    InputValues.put(session.input(i), input, sample.get(i));
                }
                session.run();
                List<float[]> outputs = new ArrayList<>();
                for (int i = 0; i < graph.outputs().size(); i++) {
                    outputs.add(session.output(i).floats());
                }
                all.add(outputs);
            }
        }
        return new Values(all);
    }
}
