// SPDX-License-Identifier: Apache-2.0
package io.lanewise.detection;

import io.lanewise.tflite.flatbuffers.FlexMap;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * How boxes are chosen.
 *
 * @param maxDetections at most so many boxes
 * @param maxClasses classes that are given for a box, where classes are not looked at one by one
 * @param classes without the background
 * @param regular whether boxes of each class are chosen by themselves
 * @param maxDetectionsPerClass at most so many boxes of a class, where they are
 * @param scoreThreshold the least score
 * @param overlapThreshold of two boxes that overlap by more, intersection by union, the worse is left out
 * @param scaleY by which a box's encoded centre is divided; likewise the others
 * @param scaleX of the centre
 * @param scaleH of the logarithm of the height
 * @param scaleW of the logarithm of the width
 */
record DetectionOptions(
        int maxDetections,
        int maxClasses,
        int classes,
        boolean regular,
        int maxDetectionsPerClass,
        float scoreThreshold,
        float overlapThreshold,
        float scaleY,
        float scaleX,
        float scaleH,
        float scaleW) {
    private static final double DETECTIONS_PER_CLASS = 100;

    /**
     * Reads a FlexBuffer.
     *
     * @throws IllegalArgumentException if an option is missing or out of range
     */
    static DetectionOptions read(ByteBuffer options) {
        Map<String, Double> values = FlexMap.read(options);
        values.putIfAbsent("use_regular_nms", 0.0);
        values.putIfAbsent("detections_per_class", DETECTIONS_PER_CLASS);
        return new DetectionOptions(
                count(values, "max_detections"),
                count(values, "max_classes_per_detection"),
                count(values, "num_classes"),
                value(values, "use_regular_nms") != 0,
                count(values, "detections_per_class"),
                (float) value(values, "nms_score_threshold"),
                (float) value(values, "nms_iou_threshold"),
                (float) value(values, "y_scale"),
                (float) value(values, "x_scale"),
                (float) value(values, "h_scale"),
                (float) value(values, "w_scale"));
    }

    private static int count(Map<String, Double> values, String name) {
        double value = value(values, name);
        if (value != (int) value || value < 1 || value > 1 << 20) {
            throw new IllegalArgumentException("option " + name + " is " + value);
        }
        return (int) value;
    }

    private static double value(Map<String, Double> values, String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("has no option " + name);
        }
        return values.get(name);
    }
}
