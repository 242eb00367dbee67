// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.detection;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.conversion.AffineParameters;
import io.lanewise.instructions.conversion.DequantizeS8F32;
import io.lanewise.instructions.detection.DetectionF32;
import io.lanewise.instructions.detection.DetectionOptions;
import io.lanewise.operators.Lowering;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What a detector says of its anchors as a list of boxes: TFLite's custom operator of that name. Inputs are box
 * encodings [1, boxes, 4 or more] (y, x, height, width), scores [1, boxes, classes] with or without a background first,
 * and anchors [boxes, 4] (y, x, height, width); outputs boxes [1, slots, 4] (ymin, xmin, ymax, xmax), classes and scores
 * [1, slots] and the number of boxes [1], with a slot for each class that a box may have.
 */
public record DetectionPostProcess(List<Integer> inputs, List<Integer> outputs, DetectionOptions options)
        implements Operator {

    public DetectionPostProcess {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    @Override
    public DetectionPostProcess remap(IntUnaryOperator map) {
        return new DetectionPostProcess(
                inputs.stream().map(map::applyAsInt).toList(),
                outputs.stream().map(map::applyAsInt).toList(),
                options);
    }

    @Override
    public String kind() {
        return "TFLite_Detection_PostProcess";
    }

    /** Of one image alone. */
    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        Require.that(
                shapes.get(0).dim(0) == 1,
                "detections of %s images; one is supported",
                shapes.get(0).dim(0));
        return shapes(options);
    }

    /** The shapes of the outputs. */
    public static List<Shape> shapes(DetectionOptions options) {
        int slots = Math.multiplyExact(options.maxDetections(), options.maxClasses());
        return List.of(Shape.of(1, slots, 4), Shape.of(1, slots), Shape.of(1, slots), Shape.of(1));
    }

    @Override
    public void lower(Lowering lowering) {
        Require.that(inputs.size() == 3 && outputs.size() == 4, "has %s inputs and %s outputs", inputs, outputs);
        Shape encodings = Require.shape(lowering.tensor(inputs.get(0)), 3);
        Shape scores = Require.shape(lowering.tensor(inputs.get(1)), 3);
        Shape anchors = Require.shape(lowering.tensor(inputs.get(2)), 2);
        int boxes = encodings.dim(1);
        Require.that(
                encodings.dim(0) == 1 && encodings.dim(2) >= 4 && scores.dim(0) == 1 && scores.dim(1) == boxes,
                "boxes %s and scores %s",
                encodings,
                scores);
        Require.that(anchors.dim(0) == boxes && anchors.dim(1) == 4, "anchors %s for boxes %s", anchors, encodings);
        int background = scores.dim(2) - options.classes();
        Require.that(
                options.classes() > 0 && (background == 0 || background == 1),
                "%s classes and scores %s",
                options.classes(),
                scores);
        Require.that(
                options.maxDetections() > 0 && options.maxClasses() > 0,
                "%s detections of %s classes",
                options.maxDetections(),
                options.maxClasses());
        List<Shape> shapes = outputShapes(lowering.graph(), List.of(encodings, scores, anchors));
        for (int i = 0; i < outputs.size(); i++) {
            Require.type(lowering.tensor(outputs.get(i)), DataType.FLOAT32);
            Require.outputDims(lowering.tensor(outputs.get(i)), shapes.get(i).dims());
        }
        List<Integer> reals = new ArrayList<>();
        for (int input : inputs) {
            reals.add(real(lowering, input));
        }
        lowering.emit(new DetectionF32(boxes, encodings.dim(2), scores.dim(2), options), reals, outputs);
    }

    private static int real(Lowering lowering, int input) {
        Tensor tensor = lowering.tensor(input);
        if (tensor.type() == DataType.FLOAT32) {
            return input;
        }
        Tensor real = new Tensor(tensor.name() + "/real", DataType.FLOAT32, tensor.shape(), null, null);
        int temporary = lowering.temporary(real);
        DequantizeS8F32 dequantize =
                new DequantizeS8F32(Require.elements(tensor), AffineParameters.ofDequantize(tensor, real));
        lowering.emit(dequantize, List.of(input), List.of(temporary));
        return temporary;
    }

    @Override
    public long macs(Graph graph) {
        return 0;
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }
}
