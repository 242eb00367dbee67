// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.StridedSliceOptions;
import java.util.ArrayList;
import java.util.List;

/** Parts of a tensor as NumPy's indices say them. */
final class StridedSliceReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return code == BuiltinOperator.STRIDED_SLICE ? 8 : 0;
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        if (source.code() != BuiltinOperator.STRIDED_SLICE) {
            throw source.unknown();
        }
        StridedSliceOptions options = source.options(BuiltinOptions.StridedSliceOptions, new StridedSliceOptions());
        Cut cut = new Cut(source.tensor(source.input(0)).shape());
        List<Integer> begin = source.integers(1);
        List<Integer> end = source.integers(2);
        List<Integer> strides = source.integers(3);
        Problem.unless(
                end.size() == begin.size() && strides.size() == begin.size(),
                "%d begins, %d ends and %d strides",
                begin.size(),
                end.size(),
                strides.size());
        for (int i = 0; i < begin.size(); i++) {
            int bit = 1 << i;
            if ((options.ellipsisMask() & bit) != 0) {
                // All dimensions that no later entry is for.
                int later = 0;
                for (int k = i + 1; k < begin.size(); k++) {
                    later += (options.newAxisMask() >> k & 1) == 0 ? 1 : 0;
                }
                cut.wholeUntil(cut.shape.rank() - later);
            } else if ((options.newAxisMask() & bit) != 0) {
                cut.kept.add(1);
            } else {
                boolean fromFirst = (options.beginMask() & bit) != 0;
                boolean toLast = (options.endMask() & bit) != 0;
                long last = options.offset() ? (long) begin.get(i) + end.get(i) : end.get(i);
                cut.range(
                        fromFirst ? null : begin.get(i),
                        toLast ? null : last,
                        strides.get(i),
                        (options.shrinkAxisMask() & bit) != 0);
            }
        }
        cut.wholeUntil(cut.shape.rank());
        return cut.operators(source);
    }

    /** What is taken of each dimension. */
    private static final class Cut {
        private final Shape shape;
        private final List<Integer> first = new ArrayList<>();
        private final List<Integer> steps = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();
        /** The output's sizes: without the dimensions of a single index, with those of no input. */
        private final List<Integer> kept = new ArrayList<>();

        Cut(Shape shape) {
            this.shape = shape;
        }

        void wholeUntil(int dimension) {
            while (first.size() < dimension) {
                add(0, 1, shape.dim(first.size()), false);
            }
        }

        /** Of the next dimension; null is the first or last cell in the direction of the stride. */
        void range(Integer begin, Long end, int stride, boolean single) {
            Problem.unless(first.size() < shape.rank(), "has more entries than %s has dimensions", shape);
            Problem.unless(stride != 0, "a stride of 0");
            int dim = shape.dim(first.size());
            boolean forward = stride > 0;
            long from = begin == null ? (forward ? 0 : dim - 1) : bound(begin, dim, forward);
            if (single) {
                long index = begin == null ? from : begin < 0 ? (long) begin + dim : begin;
                Problem.unless(index >= 0 && index < dim, "index %d of dimension %d of %s", begin, first.size(), shape);
                add((int) index, 1, 1, true);
                return;
            }
            long to = end == null ? (forward ? dim : -1) : bound(end, dim, forward);
            // The elements from first to last, which is left out, rounded up to whole strides.
            add((int) from, stride, (int) Math.max(0, (to - from + stride - Integer.signum(stride)) / stride), false);
        }

        private void add(int from, int stride, int size, boolean single) {
            first.add(from);
            steps.add(stride);
            sizes.add(size);
            if (!single) {
                kept.add(size);
            }
        }

        /**
         * A begin or end, from the back where it is negative, within the indices that a walk in its direction may
         * start or stop at.
         */
        private static long bound(long index, int dim, boolean forward) {
            long cell = index < 0 ? index + dim : index;
            return forward ? Math.max(0, Math.min(dim, cell)) : Math.max(-1, Math.min(dim - 1, cell));
        }

        List<Operator> operators(OperatorSource source) {
            source.requireShape(
                    source.output(), kept.stream().mapToInt(Integer::intValue).toArray());
            if (kept.equals(sizes)) {
                return List.of(new Slice(source.input(0), source.output(), first, steps));
            }
            int cut = source.temporary(
                    source.input(0), sizes.stream().mapToInt(Integer::intValue).toArray());
            return List.of(new Slice(source.input(0), cut, first, steps), new Reshape(cut, source.output()));
        }
    }
}
