// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.ResizeBilinearOptions;
import io.lanewise.tflite.schema.ResizeNearestNeighborOptions;
import java.util.Arrays;
import java.util.List;

/** Images in other sizes. */
final class ResizeReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.RESIZE_BILINEAR, BuiltinOperator.RESIZE_NEAREST_NEIGHBOR -> 4;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.RESIZE_BILINEAR -> resizeBilinear(source);
                    case BuiltinOperator.RESIZE_NEAREST_NEIGHBOR -> resizeNearest(source);
                    default -> throw source.unknown();
                });
    }

    private static Operator resizeNearest(OperatorSource source) {
        ResizeNearestNeighborOptions options =
                source.options(BuiltinOptions.ResizeNearestNeighborOptions, new ResizeNearestNeighborOptions());
        requireResized(source);
        return new Resize(
                source.input(0),
                source.output(),
                ResizeMethod.NEAREST,
                options.alignCorners(),
                options.halfPixelCenters());
    }

    private static Operator resizeBilinear(OperatorSource source) {
        ResizeBilinearOptions options =
                source.options(BuiltinOptions.ResizeBilinearOptions, new ResizeBilinearOptions());
        requireResized(source);
        return new Resize(
                source.input(0),
                source.output(),
                ResizeMethod.BILINEAR,
                options.alignCorners(),
                options.halfPixelCenters());
    }

    /** TFLite sizes the output by the second input; a file whose output has another shape is refused. */
    private static void requireResized(OperatorSource source) {
        List<Integer> size = source.integers(1);
        Shape input = source.tensor(source.input(0)).shape();
        Problem.unless(
                input.rank() == 4 && size.size() == 2,
                "of %s to %d sizes; one image's height and width are resized",
                input,
                size.size());
        int[] resized = {input.dim(0), size.get(0), size.get(1), input.dim(3)};
        source.reshape(source.output(), Shape.of(resized));
        Problem.unless(
                Arrays.equals(resized, source.tensor(source.output()).shape().dims()),
                "resizes to %s, but its output has shape %s",
                Arrays.toString(resized).replace(" ", ""),
                source.tensor(source.output()).shape());
    }
}
