// SPDX-License-Identifier: Apache-2.0
package io.lanewise.detection;

import io.lanewise.custom.CustomOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * TFLite's custom operator of that name ({@code detection_postprocess.cc}). Inputs are box encodings [1, boxes, 4 or
 * more] (y, x, height, width), scores [1, boxes, classes] with or without a background first, and anchors [boxes, 4]
 * (y, x, height, width), float32 or uint8; outputs boxes [1, slots, 4] (ymin, xmin, ymax, xmax), classes and scores
 * [1, slots] and the number of boxes [1], with a slot for each class that a box may have. What is behind the boxes
 * is 0.
 */
public final class DetectionPostProcess implements CustomOperator {

    @Override
    public String name() {
        return "TFLite_Detection_PostProcess";
    }

    @Override
    public List<Shape> outputShapes(ByteBuffer options, List<Tensor> inputs) {
        DetectionOptions read = DetectionOptions.read(options);
        requireShapes(read, inputs);
        int slots = Math.multiplyExact(read.maxDetections(), read.maxClasses());
        return List.of(Shape.of(1, slots, 4), Shape.of(1, slots), Shape.of(1, slots), Shape.of(1));
    }

    private static void requireShapes(DetectionOptions options, List<Tensor> inputs) {
        require(inputs.size() == 3, "has " + inputs.size() + " inputs instead of boxes, scores and anchors");
        Shape boxes = inputs.get(0).shape();
        Shape scores = inputs.get(1).shape();
        Shape anchors = inputs.get(2).shape();
        require(
                boxes.rank() == 3 && boxes.dim(0) == 1 && boxes.dim(1) > 0 && boxes.dim(2) >= 4,
                "boxes have shape " + boxes + "; expected [1, boxes, 4 or more]");
        require(
                scores.rank() == 3 && scores.dim(0) == 1 && scores.dim(1) == boxes.dim(1),
                "scores have shape " + scores + " for boxes " + boxes);
        int background = scores.dim(2) - options.classes();
        require(
                background == 0 || background == 1,
                "scores have shape " + scores + " for " + options.classes() + " classes");
        require(
                anchors.rank() == 2 && anchors.dim(0) == boxes.dim(1) && anchors.dim(1) == 4,
                "anchors have shape " + anchors + " for boxes " + boxes);
        for (Tensor input : inputs) {
            boolean quantized = input.type() == DataType.UINT8 && input.quantization() != null;
            require(input.type() == DataType.FLOAT32 || quantized, input + " is neither float32 nor quantized uint8");
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }

    @Override
    public Computation prepare(ByteBuffer options, List<Tensor> inputs, List<Tensor> outputs) {
        DetectionOptions read = DetectionOptions.read(options);
        requireShapes(read, inputs);
        for (Tensor output : outputs) {
            require(output.type() == DataType.FLOAT32, output + " is not float32");
        }
        return (from, to) -> {
            float[] scores = reals(inputs.get(1), from.get(1));
            Boxes boxes = Boxes.decode(
                    read,
                    reals(inputs.get(0), from.get(0)),
                    inputs.get(0).shape().dim(2),
                    reals(inputs.get(2), from.get(2)));
            new Detections(read, scores, inputs.get(1).shape().dim(2)).write(boxes, to);
        };
    }

    private static float[] reals(Tensor tensor, ByteBuffer bytes) {
        float[] reals = new float[tensor.shape().elements()];
        Quantization quantization = tensor.quantization();
        for (int i = 0; i < reals.length; i++) {
            reals[i] = tensor.type() == DataType.FLOAT32
                    ? bytes.getFloat(Float.BYTES * i)
                    : quantization.scale() * ((bytes.get(i) & 0xff) - quantization.zeroPoint());
        }
        return reals;
    }
}
