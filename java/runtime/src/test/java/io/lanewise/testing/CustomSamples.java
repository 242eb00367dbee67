// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.detection.DetectionPostProcess;
import io.lanewise.graph.Graph;
import io.lanewise.operators.custom.Custom;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Operators that are none of TFLite's own. */
final class CustomSamples {

    private CustomSamples() {}

    static List<OperatorSample> all() {
        return List.of(new OperatorSample("TFLite_Detection_PostProcess", 41, Form.REALS, b -> detection(b.positive()))
                .notInOnnx(Form.FLOAT32));
    }

    /** Where all scores are the same, too. */
    private static Graph detection(SampleBuilder b) {
        int boxes = b.between(1, 20);
        int classes = b.between(1, 5);
        int background = b.between(0, 1);
        boolean regular = b.oneIn(2);
        // TFLite leaves what was in slots without a box, where classes are not looked at one by one: none is without.
        boolean overlapping = !regular && b.oneIn(2);
        int detections = regular ? b.between(1, 8) : overlapping ? b.between(1, boxes) : 1;
        // The order of equal classes of one box is left open by TFLite.
        int classesOfBox = 1;
        SortedMap<String, Number> options = new TreeMap<>();
        options.put("max_detections", detections);
        options.put("max_classes_per_detection", classesOfBox);
        options.put("num_classes", classes);
        options.put("use_regular_nms", regular ? 1 : 0);
        options.put("detections_per_class", b.between(1, 8));
        options.put("nms_score_threshold", regular ? b.scale(1e-3, 1) : b.scale(1e-4, 0.009));
        options.put("nms_iou_threshold", overlapping ? 1f : b.scale(0.1, 0.9));
        options.put("y_scale", 10f);
        options.put("x_scale", 10f);
        options.put("h_scale", 5f);
        options.put("w_scale", 5f);
        List<Integer> inputs = List.of(
                b.floatInput(1, boxes, b.oneIn(4) ? 5 : 4),
                b.floatInput(1, boxes, classes + background),
                b.constant(null, boxes, 4));
        List<Integer> outputs = List.of(
                b.floatOutput(1, detections * classesOfBox, 4),
                b.floatOutput(1, detections * classesOfBox),
                b.floatOutput(1, detections * classesOfBox),
                b.floatOutput(1));
        return b.build(
                new Custom(new DetectionPostProcess(), ByteBuffer.wrap(FlexOptions.of(options)), inputs, outputs));
    }
}
