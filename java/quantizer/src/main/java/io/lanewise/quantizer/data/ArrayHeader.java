// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.Shape;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a file says of the dense array in it; the array's first dimension counts the samples.
 *
 * @param bytes size of the header, which the elements follow
 * @param type how elements are stored
 * @param order their byte order
 * @param count number of samples
 * @param shape shape of one sample
 */
record ArrayHeader(long bytes, StoredType type, ByteOrder order, int count, Shape shape) {

    /** One sample is held in memory; a header that asks for more than this is taken for damage. */
    static final long MAXIMUM_SAMPLE_BYTES = 1L << 28;

    /**
     * Splits an array's sizes into count and sample shape.
     *
     * @throws DatasetException if there is no dimension, no sample, or a sample is empty or larger than 256 MiB
     */
    static ArrayHeader of(String source, long bytes, StoredType type, ByteOrder order, int[] sizes)
            throws DatasetException {
        String array = type.label() + Arrays.toString(sizes).replace(" ", "");
        if (sizes.length == 0) {
            throw new DatasetException(source, "holds a single value, but the first dimension must count the samples");
        }
        long elements = 1;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] < 1) {
                throw new DatasetException(source, "says it holds " + array + ", but every size must be at least 1");
            }
            elements = i == 0 ? elements : Math.min(elements * sizes[i], MAXIMUM_SAMPLE_BYTES + 1);
        }
        if (elements * type.bytes() > MAXIMUM_SAMPLE_BYTES) {
            throw new DatasetException(source, "says it holds " + array + ", but a sample may have at most 256 MiB");
        }
        return new ArrayHeader(bytes, type, order, sizes[0], Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length)));
    }
}
