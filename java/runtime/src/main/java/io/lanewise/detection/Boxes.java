// SPDX-License-Identifier: Apache-2.0
package io.lanewise.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Boxes and which of them to keep.
 *
 * @param corners [boxes, 4]: ymin, xmin, ymax, xmax
 */
record Boxes(float[] corners) {

    /** The box of each anchor: every step in double, each of four results rounded once. */
    static Boxes decode(DetectionOptions options, float[] encodings, int stride, float[] anchors) {
        float[] corners = new float[anchors.length];
        for (int at = 0; at < anchors.length; at += 4) {
            int box = at / 4 * stride;
            double height = anchors[at + 2];
            double width = anchors[at + 3];
            float y = (float) (encodings[box] / (double) options.scaleY() * height + anchors[at]);
            float x = (float) (encodings[box + 1] / (double) options.scaleX() * width + anchors[at + 1]);
            float halfHeight = (float) (0.5 * Math.exp(encodings[box + 2] / (double) options.scaleH()) * height);
            float halfWidth = (float) (0.5 * Math.exp(encodings[box + 3] / (double) options.scaleW()) * width);
            corners[at] = y - halfHeight;
            corners[at + 1] = x - halfWidth;
            corners[at + 2] = y + halfHeight;
            corners[at + 3] = x + halfWidth;
        }
        return new Boxes(corners);
    }

    /** Non-maximum suppression: the best first, of equal ones the earlier. */
    List<Integer> best(float[] scores, DetectionOptions options, int most) {
        List<Integer> sorted = sorted(scores, options.scoreThreshold());
        List<Integer> selected = new ArrayList<>();
        boolean[] suppressed = new boolean[sorted.size()];
        for (int i = 0; i < suppressed.length && selected.size() < most; i++) {
            if (suppressed[i]) {
                continue;
            }
            selected.add(sorted.get(i));
            for (int j = i + 1; j < suppressed.length; j++) {
                suppressed[j] |= overlap(sorted.get(i), sorted.get(j)) > options.overlapThreshold();
            }
        }
        return selected;
    }

    private static List<Integer> sorted(float[] scores, float threshold) {
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] >= threshold)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -scores[i]))
                .toList();
    }

    /** Intersection by union; 0 where a box has no area. */
    private float overlap(int left, int right) {
        float leftArea = area(left);
        float rightArea = area(right);
        if (leftArea <= 0 || rightArea <= 0) {
            return 0;
        }
        float height = Math.min(corners[4 * left + 2], corners[4 * right + 2])
                - Math.max(corners[4 * left], corners[4 * right]);
        float width = Math.min(corners[4 * left + 3], corners[4 * right + 3])
                - Math.max(corners[4 * left + 1], corners[4 * right + 1]);
        float intersection = Math.max(height, 0) * Math.max(width, 0);
        return intersection / (leftArea + rightArea - intersection);
    }

    private float area(int box) {
        return (corners[4 * box + 2] - corners[4 * box]) * (corners[4 * box + 3] - corners[4 * box + 1]);
    }
}
