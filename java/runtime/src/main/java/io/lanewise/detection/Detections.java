// SPDX-License-Identifier: Apache-2.0
package io.lanewise.detection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which boxes are objects, and of which classes.
 *
 * @param scores [boxes, stride]
 * @param stride the classes, and before them a background where it is one more
 */
record Detections(DetectionOptions options, float[] scores, int stride) {

    /** A box that was chosen, with one of its classes, in a slot of the outputs. */
    private record Detection(int slot, int box, int category, float score) {}

    /** Fills boxes, classes, scores and their number. */
    void write(Boxes boxes, List<ByteBuffer> outputs) {
        List<Detection> found = options.regular() ? regular(boxes) : fast(boxes);
        for (ByteBuffer output : outputs) {
            while (output.hasRemaining()) {
                output.put((byte) 0);
            }
        }
        for (Detection detection : found) {
            for (int c = 0; c < 4; c++) {
                outputs.get(0).putFloat(Float.BYTES * (4 * detection.slot + c), boxes.corners()[4 * detection.box + c]);
            }
            outputs.get(1).putFloat(Float.BYTES * detection.slot, detection.category);
            outputs.get(2).putFloat(Float.BYTES * detection.slot, detection.score);
        }
        long chosen = options.regular()
                ? found.size()
                : found.stream().mapToInt(Detection::box).distinct().count();
        outputs.get(3).putFloat(0, chosen);
    }

    private int boxes() {
        return scores.length / stride;
    }

    private float score(int box, int category) {
        return scores[box * stride + stride - options.classes() + category];
    }

    /** Boxes by the best of their classes, each with so many of its best classes. */
    private List<Detection> fast(Boxes boxes) {
        int[][] categories = new int[boxes()][];
        float[] best = new float[categories.length];
        for (int box = 0; box < best.length; box++) {
            categories[box] = bestClasses(box);
            best[box] = score(box, categories[box][0]);
        }
        List<Detection> found = new ArrayList<>();
        List<Integer> chosen = boxes.best(best, options, options.maxDetections());
        for (int i = 0; i < chosen.size(); i++) {
            int box = chosen.get(i);
            for (int c = 0; c < categories[box].length; c++) {
                int category = categories[box][c];
                found.add(new Detection(options.maxClasses() * i + c, box, category, score(box, category)));
            }
        }
        return found;
    }

    /** Of equal ones the first. */
    private int[] bestClasses(int box) {
        return IntStream.range(0, options.classes())
                .boxed()
                .sorted(Comparator.comparing((Integer category) -> -score(box, category)))
                .limit(options.maxClasses())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Boxes of each class by themselves, then the best of all. */
    private List<Detection> regular(Boxes boxes) {
        int most = Math.min(options.maxDetectionsPerClass(), options.maxDetections());
        List<Detection> found = new ArrayList<>();
        for (int c = 0; c < options.classes(); c++) {
            int category = c;
            float[] ofClass = new float[boxes()];
            for (int box = 0; box < ofClass.length; box++) {
                ofClass[box] = score(box, category);
            }
            for (int box : boxes.best(ofClass, options, most)) {
                found.add(new Detection(-1, box, category, ofClass[box]));
            }
            found.sort(Comparator.comparing((Detection detection) -> -detection.score));
            if (found.size() > options.maxDetections()) {
                found.subList(options.maxDetections(), found.size()).clear();
            }
        }
        return IntStream.range(0, found.size())
                .mapToObj(slot ->
                        new Detection(slot, found.get(slot).box, found.get(slot).category, found.get(slot).score))
                .toList();
    }
}
