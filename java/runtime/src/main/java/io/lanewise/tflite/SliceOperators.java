// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.Slice;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.StridedSliceOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * SLICE and STRIDED_SLICE. TFLite sizes their output by what is cut out, whatever shape the file says; a file whose two
 * statements differ is refused.
 */
final class SliceOperators {

    private SliceOperators() {}

    static Operator slice(OperatorSource source) {
        Shape shape = source.tensor(source.input(0)).shape();
        List<Integer> begin = source.integers(1);
        List<Integer> size = source.integers(2);
        Refusal.unless(begin.size() == shape.rank() && size.size() == shape.rank(), "%d begins and %d sizes for %d dimensions",
                begin.size(), size.size(), shape.rank());
        int[] sizes = new int[shape.rank()];
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] = size.get(d) == -1 ? shape.dim(d) - begin.get(d) : size.get(d);
        }
        requireOutput(source, sizes);
        return new Slice(source.input(0), source.output(), begin, Collections.nCopies(shape.rank(), 1));
    }

    /** Of the masks only those that leave the number of dimensions as it is. */
    static Operator stridedSlice(OperatorSource source) {
        StridedSliceOptions options = source.options(BuiltinOptions.StridedSliceOptions, new StridedSliceOptions());
        Refusal.unless(options.ellipsisMask() == 0 && options.newAxisMask() == 0 && options.shrinkAxisMask() == 0
                && !options.offset(), "ellipsis, new-axis, shrink-axis masks and offsets are not supported");
        Shape shape = source.tensor(source.input(0)).shape();
        List<Integer> begin = source.integers(1);
        List<Integer> end = source.integers(2);
        List<Integer> strides = source.integers(3);
        Refusal.unless(begin.size() == shape.rank() && end.size() == shape.rank() && strides.size() == shape.rank(),
                "%d begins, %d ends and %d strides for %d dimensions", begin.size(), end.size(), strides.size(), shape.rank());
        Refusal.unless(!strides.contains(0), "a stride of 0");
        List<Integer> from = new ArrayList<>();
        int[] sizes = new int[shape.rank()];
        for (int d = 0; d < sizes.length; d++) {
            int dim = shape.dim(d);
            boolean forward = strides.get(d) > 0;
            boolean fromFirst = (options.beginMask() >> d & 1) != 0;
            boolean toLast = (options.endMask() >> d & 1) != 0;
            long first = fromFirst ? (forward ? 0 : dim - 1) : bound(begin.get(d), dim, forward);
            long last = toLast ? (forward ? dim : -1) : bound(end.get(d), dim, forward);
            long stride = strides.get(d);
            // The elements from first, last left out, rounded up to whole strides.
            sizes[d] = (int) Math.max(0, (last - first + stride - Long.signum(stride)) / stride);
            from.add((int) first);
        }
        requireOutput(source, sizes);
        return new Slice(source.input(0), source.output(), from, strides);
    }

    /** A begin or end, from the back where it is negative, within the places that a walk in its direction may start or stop at. */
    private static long bound(int index, int dim, boolean forward) {
        long place = index < 0 ? (long) index + dim : index;
        return forward ? Math.max(0, Math.min(dim, place)) : Math.max(-1, Math.min(dim - 1, place));
    }

    private static void requireOutput(OperatorSource source, int[] sizes) {
        Shape output = source.tensor(source.output()).shape();
        Refusal.unless(Arrays.equals(sizes, output.dims()), "cuts out %s, but its output has shape %s",
                Arrays.toString(sizes).replace(" ", ""), output);
    }
}
