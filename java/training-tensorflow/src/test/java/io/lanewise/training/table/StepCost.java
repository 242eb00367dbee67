// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.table;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.training.Loss;
import io.lanewise.training.Optimizer;
import io.lanewise.training.Ranges;
import io.lanewise.training.Trainer;
import io.lanewise.training.TrainerSettings;
import io.lanewise.training.tensorflow.TensorFlowEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Processor time of a training step of ResNet-8 in batches of 32, as float and as int8 with ranges of each kind, in
 * turns: {@code StepCost SHARED}. Fails where fixed or tracked ranges cost more than 1.5 times the float step, or
 * learned ones more than 1.8 times.
 */
final class StepCost {
    private static final int BATCH = 32;
    private static final int ROUNDS = 12;
    private static final int STEPS = 10;

    private StepCost() {}

    public static void main(String[] args) throws IOException {
        Task task = Task.of("resnet8", Path.of(args[0]));
        Model model = ModelFiles.load(task.file());
        List<LabelledSample> some = task.train().subList(0, BATCH);
        Graph integers = Quantizer.of(model)
                .scheme(Scheme.INT8)
                .calibrate(some.stream().map(LabelledSample::values).toList())
                .quantize()
                .graph();
        TrainerSettings settings = new TrainerSettings(BATCH, new Loss.CrossEntropy(1), new Optimizer.Adam());
        Map<String, Trainer> trainers = new LinkedHashMap<>();
        trainers.put("float", new TensorFlowEngine().trainer(model.graph(), settings));
        for (Ranges ranges : Ranges.values()) {
            trainers.put(
                    ranges.name().toLowerCase(Locale.ROOT),
                    new TensorFlowEngine().trainer(integers, settings.with(ranges)));
        }
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            trainers.forEach((name, trainer) ->
                    seconds.computeIfAbsent(name, none -> new ArrayList<>()).add(seconds(trainer, some)));
        }
        trainers.values().forEach(Trainer::close);
        boolean good = true;
        double ofFloat = median(seconds.get("float"));
        for (Map.Entry<String, List<Double>> each : seconds.entrySet()) {
            double ratio = median(each.getValue()) / ofFloat;
            good &= ratio <= (each.getKey().equals("learned") ? 1.8 : 1.5);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %.1f ms, %.2f times float%n",
                    each.getKey(),
                    1000 * median(each.getValue()),
                    ratio);
        }
        System.exit(good ? 0 : 1);
    }

    private static double seconds(Trainer trainer, List<LabelledSample> some) {
        float[] images = new float[BATCH * some.get(0).values().length];
        float[] targets = new float[BATCH * 10];
        for (int i = 0; i < BATCH; i++) {
            float[] image = some.get(i).values();
            System.arraycopy(image, 0, images, i * image.length, image.length);
            targets[i * 10 + some.get(i).label()] = 1;
        }
        long start = cpuTime();
        for (int step = 0; step < STEPS; step++) {
            trainer.step(List.of(images), List.of(targets), 0.001f);
        }
        return (cpuTime() - start) / 1e9 / STEPS;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream()
                .skip(2)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
    }

    private static long cpuTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
