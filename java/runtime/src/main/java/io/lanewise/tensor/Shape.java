// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

import java.util.Arrays;

/** Sizes of a dense tensor's dimensions, outermost first; images are NHWC. Rank 0 is a scalar. Immutable. */
public final class Shape {
    private final int[] dims;
    private final int elements;

    private Shape(int[] dims) {
        this.dims = dims;
        long product = 1;
        for (int dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException("negative dimension in shape " + Arrays.toString(dims));
            }
            product *= dim;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(dims) + " has more than 2^31 - 1 elements");
            }
        }
        this.elements = (int) product;
    }

    /**
     * {@return a shape of the given sizes}
     *
     * @param dims outermost first; none for a scalar
     * @throws IllegalArgumentException if a size is negative or the element count exceeds 2^31 - 1
     */
    public static Shape of(int... dims) {
        return new Shape(dims.clone());
    }

    /** {@return number of dimensions} */
    public int rank() {
        return dims.length;
    }

    /**
     * {@return size of dimension {@code index}; a negative index counts from the end, -1 being the innermost}
     *
     * @param index -rank to rank - 1
     */
    public int dim(int index) {
        return dims[index < 0 ? dims.length + index : index];
    }

    /** {@return a copy of the sizes} */
    public int[] dims() {
        return dims.clone();
    }

    /** {@return product of the sizes; 1 for a scalar} */
    public int elements() {
        return elements;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** For example {@code [1,32,32,3]}. */
    @Override
    public String toString() {
        return Arrays.toString(dims).replace(" ", "");
    }
}
