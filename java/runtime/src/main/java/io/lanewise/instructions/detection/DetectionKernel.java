// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.detection;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses boxes. */
final class DetectionKernel implements Kernel {

    /** A box that was chosen, with one of its classes. */
    private record Detection(int box, int category, float score) {}

    private final DetectionF32 detection;
    private final DetectionOptions options;
    private final int[] inputs;
    private final int[] outputs;
    private final int background;

    DetectionKernel(DetectionF32 detection, int[] inputs, int[] outputs) {
        this.detection = detection;
        this.options = detection.options();
        this.inputs = inputs;
        this.outputs = outputs;
        this.background = detection.scoreStride() - options.classes();
    }

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.floats());
    }

    private void run(float[] arena) {
        Boxes boxes = Boxes.decode(detection, arena, inputs[0], inputs[2]);
        float[] scores = Arrays.copyOfRange(arena, inputs[1], inputs[1] + detection.boxes() * detection.scoreStride());
        int slots = options.maxDetections() * options.maxClasses();
        Arrays.fill(arena, outputs[0], outputs[0] + 4 * slots, 0);
        Arrays.fill(arena, outputs[1], outputs[1] + slots, 0);
        Arrays.fill(arena, outputs[2], outputs[2] + slots, 0);
        List<Detection> found = options.regular() ? regular(boxes, scores) : fast(boxes, scores);
        int classesOfBox = options.regular() ? 1 : Math.min(options.maxClasses(), options.classes());
        for (int i = 0; i < found.size(); i++) {
            int slot = i / classesOfBox * (options.regular() ? 1 : options.maxClasses()) + i % classesOfBox;
            System.arraycopy(boxes.corners(), 4 * found.get(i).box, arena, outputs[0] + 4 * slot, 4);
            arena[outputs[1] + slot] = found.get(i).category;
            arena[outputs[2] + slot] = found.get(i).score;
        }
        arena[outputs[3]] = found.size() / classesOfBox;
    }

    private float score(float[] scores, int box, int category) {
        return scores[box * detection.scoreStride() + background + category];
    }

    /** Boxes by the best of their classes, each with so many of its best classes. */
    private List<Detection> fast(Boxes boxes, float[] scores) {
        int count = Math.min(options.maxClasses(), options.classes());
        int[][] categories = new int[detection.boxes()][];
        float[] best = new float[detection.boxes()];
        for (int box = 0; box < best.length; box++) {
            int at = box;
            categories[box] = count == 1
                    ? new int[] {first(scores, box)}
                    : IntStream.range(0, options.classes())
                            .boxed()
                            .sorted(Comparator.comparing((Integer category) -> -score(scores, at, category)))
                            .limit(count)
                            .mapToInt(Integer::intValue)
                            .toArray();
            best[box] = score(scores, box, categories[box][0]);
        }
        List<Detection> found = new ArrayList<>();
        for (int box : boxes.best(best, options, options.maxDetections())) {
            for (int category : categories[box]) {
                found.add(new Detection(box, category, score(scores, box, category)));
            }
        }
        return found;
    }

    private int first(float[] scores, int box) {
        int first = 0;
        for (int category = 1; category < options.classes(); category++) {
            first = score(scores, box, category) > score(scores, box, first) ? category : first;
        }
        return first;
    }

    /** Boxes of each class by themselves, then the best of all. */
    private List<Detection> regular(Boxes boxes, float[] scores) {
        int most = Math.min(options.maxDetectionsPerClass(), options.maxDetections());
        List<Detection> found = new ArrayList<>();
        for (int c = 0; c < options.classes(); c++) {
            int category = c;
            float[] ofClass = new float[detection.boxes()];
            for (int box = 0; box < ofClass.length; box++) {
                ofClass[box] = score(scores, box, category);
            }
            boxes.best(ofClass, options, most).forEach(box -> found.add(new Detection(box, category, ofClass[box])));
            found.sort(Comparator.comparing((Detection kept) -> -kept.score));
            if (found.size() > options.maxDetections()) {
                found.subList(options.maxDetections(), found.size()).clear();
            }
        }
        return found;
    }
}
