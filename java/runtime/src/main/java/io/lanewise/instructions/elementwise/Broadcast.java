// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.Require;
import io.lanewise.internal.NativeBroadcast;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import org.bytedeco.javacpp.Loader;

/**
 * How two dense inputs broadcast to one dense output, NumPy's rules, with neighbouring dimensions collapsed where both
 * inputs allow it. The output's strides follow from {@code dims}.
 *
 * @param dims output sizes, outermost first; rank 1 to {@link #MAX_RANK}
 * @param leftStrides elements between neighbours along each dimension; 0 where the input repeats. The last is 1 or 0
 * @param rightStrides the same of the right input
 */
public record Broadcast(int[] dims, int[] leftStrides, int[] rightStrides) {

    /** Largest rank after collapsing. */
    public static final int MAX_RANK = 6;

    /**
     * The broadcast of two inputs.
     *
     * @throws IllegalArgumentException if the shapes do not broadcast to the output's
     */
    public static Broadcast of(Tensor leftInput, Tensor rightInput, Tensor outputTensor) {
        Require.elements(outputTensor);
        Shape left = leftInput.shape();
        Shape right = rightInput.shape();
        Shape output = outputTensor.shape();
        int rank = output.rank();
        boolean fits = rank == Math.max(left.rank(), right.rank());
        // Collapsed dimensions, innermost first.
        int[] dims = new int[rank + 1];
        int[] leftStrides = new int[rank + 1];
        int[] rightStrides = new int[rank + 1];
        int count = 0;
        int leftElements = 1;
        int rightElements = 1;
        for (int d = 1; d <= rank && fits; d++) {
            int dim = output.dim(-d);
            int l = d <= left.rank() ? left.dim(-d) : 1;
            int r = d <= right.rank() ? right.dim(-d) : 1;
            fits = dim == Math.max(l, r) && (l == dim || l == 1) && (r == dim || r == 1);
            if (dim == 1) {
                continue;
            }
            int leftStride = l == 1 ? 0 : leftElements;
            int rightStride = r == 1 ? 0 : rightElements;
            if (count > 0
                    && leftStride == leftStrides[count - 1] * dims[count - 1]
                    && rightStride == rightStrides[count - 1] * dims[count - 1]) {
                dims[count - 1] *= dim;
            } else {
                dims[count] = dim;
                leftStrides[count] = leftStride;
                rightStrides[count] = rightStride;
                count++;
            }
            leftElements *= l;
            rightElements *= r;
        }
        Require.that(fits, "inputs %s and %s do not broadcast to output %s", leftInput, rightInput, outputTensor);
        Require.that(count <= MAX_RANK, "broadcasting over %s dimensions; at most %s are supported", count, MAX_RANK);
        if (count == 0) {
            return new Broadcast(new int[] {1}, new int[] {1}, new int[] {1});
        }
        return new Broadcast(
                outermostFirst(dims, count), outermostFirst(leftStrides, count), outermostFirst(rightStrides, count));
    }

    /**
     * The shape that two broadcast to.
     *
     * @throws IllegalArgumentException if they do not
     */
    public static Shape shape(Shape left, Shape right) {
        int[] dims = new int[Math.max(left.rank(), right.rank())];
        for (int d = 1; d <= dims.length; d++) {
            int l = d <= left.rank() ? left.dim(-d) : 1;
            int r = d <= right.rank() ? right.dim(-d) : 1;
            Require.that(l == r || l == 1 || r == 1, "%s and %s do not broadcast", left, right);
            dims[dims.length - d] = l == 1 ? r : l;
        }
        return Shape.of(dims);
    }

    private static int[] outermostFirst(int[] innermostFirst, int count) {
        int[] reversed = Arrays.copyOf(innermostFirst, count);
        for (int i = 0; i < count; i++) {
            reversed[i] = innermostFirst[count - 1 - i];
        }
        return reversed;
    }

    /** The structure that the native library takes. */
    public NativeBroadcast toNative(NativeArguments arguments) {
        NativeBroadcast copy =
                new NativeBroadcast(arguments.allocate(Loader.sizeof(NativeBroadcast.class))).rank(dims.length);
        for (int d = 0; d < dims.length; d++) {
            copy.dims(d, dims[d]).left_strides(d, leftStrides[d]).right_strides(d, rightStrides[d]);
        }
        return copy;
    }
}
