// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Slice;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Moves elements without computing. Dimensions and axes are ONNX's. */
record Layout(Emission emission) {

    /** Reorders dimensions, without moving anything: the result's dimension d is the input's {@code permutation[d]}. */
    static Computed transpose(Computed from, int[] permutation) {
        return new Computed(
                from.tensor(),
                IntStream.of(permutation).map(d -> from.dims()[d]).toArray(),
                IntStream.of(permutation).map(d -> from.order()[d]).toArray());
    }

    /** {@code dims}: the result's sizes, of as many elements. */
    Computed reshape(Computed from, int... dims) {
        Refusal.unless(
                Literal.elements(dims) == Literal.elements(from.dims()),
                "cannot reshape %s to %s",
                from,
                Arrays.toString(dims));
        return Reshaping.of(from.dims(), dims)
                .map(reshaping -> reshaping.apply(emission, from))
                .orElseGet(() -> {
                    Computed plain = emission.ordered(from, Orders.identity(from.rank()));
                    return emission.viewed(plain, dims, Orders.identity(dims.length));
                });
    }

    /** {@code sizes[d]} cells from {@code begin[d]} by {@code strides[d]}. */
    Computed slice(Computed from, int[] begin, int[] strides, int[] sizes) {
        if (Arrays.equals(sizes, from.dims()) && IntStream.of(strides).allMatch(stride -> stride == 1)) {
            return from;
        }
        int[] dimensions = Orders.inverse(from.order());
        return emission.emit(
                sizes,
                from.order(),
                output -> new Slice(from.tensor(), output, pick(begin, dimensions), pick(strides, dimensions)));
    }

    /** {@code size} cells from {@code begin} along one axis. */
    Computed slice(Computed from, int axis, int begin, int size) {
        int[] first = new int[from.rank()];
        int[] sizes = from.dims().clone();
        first[axis] = begin;
        sizes[axis] = size;
        int[] strides = new int[from.rank()];
        Arrays.fill(strides, 1);
        return slice(from, first, strides, sizes);
    }

    /** From the last cell along an axis to the first. */
    Computed reversed(Computed from, int axis) {
        int[] first = new int[from.rank()];
        int[] strides = new int[from.rank()];
        Arrays.fill(strides, 1);
        first[axis] = from.dims()[axis] - 1;
        strides[axis] = -1;
        return slice(from, first, strides, from.dims());
    }

    /** Side by side along an axis, in the order in which the first computed value lies. */
    Computed concatenate(List<? extends Value> values, int axis) {
        int[] order = values.stream()
                .filter(Computed.class::isInstance)
                .map(value -> ((Computed) value).order())
                .filter(o -> !Orders.isIdentity(o))
                .findFirst()
                .orElse(Orders.identity(values.get(0).rank()));
        DataType type = emission.type(values);
        int[] dims = values.get(0).dims().clone();
        dims[axis] = 0;
        List<Integer> inputs = new ArrayList<>();
        for (Value value : values) {
            boolean fits = value.rank() == dims.length;
            for (int d = 0; d < dims.length && fits; d++) {
                fits = d == axis || value.dims()[d] == dims[d];
            }
            Refusal.unless(
                    fits,
                    "shapes %s and %s cannot be joined along axis %d",
                    Arrays.toString(values.get(0).dims()),
                    Arrays.toString(value.dims()),
                    axis);
            if (value.dims()[axis] > 0) {
                inputs.add(emission.ordered(value, order, type).tensor());
                dims[axis] = Math.addExact(dims[axis], value.dims()[axis]);
            }
        }
        Refusal.unless(!inputs.isEmpty(), "joins nothing");
        return emission.emit(dims, order, output -> new Concatenation(inputs, output, order[axis], Activation.NONE));
    }

    /** The value {@code times} times side by side along an axis. */
    Computed repeat(Computed from, int axis, int times) {
        Refusal.unless(times >= 1 && times <= 4096, "repeats dimension %d %d times", axis, times);
        return times == 1 ? from : concatenate(Collections.nCopies(times, from), axis);
    }

    /** Cells of 0 around. */
    Computed pad(Computed from, int[] before, int[] after) {
        int[] dims = new int[from.rank()];
        for (int d = 0; d < dims.length; d++) {
            dims[d] = Math.addExact(from.dims()[d], Math.addExact(before[d], after[d]));
        }
        if (Arrays.equals(dims, from.dims())) {
            return from;
        }
        int[] dimensions = Orders.inverse(from.order());
        return emission.emit(
                dims,
                from.order(),
                output -> new Pad(from.tensor(), output, pick(before, dimensions), pick(after, dimensions)));
    }

    private static List<Integer> pick(int[] values, int[] dimensions) {
        return IntStream.of(dimensions).map(d -> values[d]).boxed().toList();
    }
}
