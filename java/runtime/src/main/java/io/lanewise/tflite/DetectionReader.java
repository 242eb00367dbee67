// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.detection.DetectionOptions;
import io.lanewise.operators.detection.DetectionPostProcess;
import io.lanewise.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Custom operators of detectors. */
final class DetectionReader {
    /** The name in files. */
    static final String NAME = "TFLite_Detection_PostProcess";

    private static final int DETECTIONS_PER_CLASS = 100;

    private DetectionReader() {}

    static List<Operator> read(OperatorSource source) {
        Map<String, Double> options = source.customOptions();
        DetectionOptions read = new DetectionOptions(
                integer(options, "max_detections"),
                integer(options, "max_classes_per_detection"),
                integer(options, "num_classes"),
                options.getOrDefault("use_regular_nms", 0.0) != 0,
                options.getOrDefault("detections_per_class", (double) DETECTIONS_PER_CLASS)
                        .intValue(),
                real(options, "nms_score_threshold"),
                real(options, "nms_iou_threshold"),
                real(options, "y_scale"),
                real(options, "x_scale"),
                real(options, "h_scale"),
                real(options, "w_scale"));
        List<Integer> outputs = source.outputs();
        List<Shape> shapes = DetectionPostProcess.shapes(read);
        Problem.unless(outputs.size() == shapes.size(), "has %d outputs instead of %d", outputs.size(), shapes.size());
        for (int i = 0; i < outputs.size(); i++) {
            source.reshape(outputs.get(i), shapes.get(i));
        }
        return List.of(new DetectionPostProcess(source.inputs(), outputs, read));
    }

    private static int integer(Map<String, Double> options, String name) {
        double value = value(options, name);
        Problem.unless(value == (int) value, "option %s is %s", name, value);
        return (int) value;
    }

    private static float real(Map<String, Double> options, String name) {
        return (float) value(options, name);
    }

    private static double value(Map<String, Double> options, String name) {
        Problem.unless(options.containsKey(name), "has no option %s", name);
        return options.get(name);
    }
}
