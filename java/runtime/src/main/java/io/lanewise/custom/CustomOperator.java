// SPDX-License-Identifier: Apache-2.0
package io.lanewise.custom;

import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An operator that {@code .tflite} files name and that is none of TFLite's own. Implementations are found by
 * {@link java.util.ServiceLoader}, on the class path by
 * {@code META-INF/services/io.lanewise.custom.CustomOperator}. One instance serves all models and threads.
 */
public interface CustomOperator {

    /** {@return the name that files give it} */
    String name();

    /**
     * {@return the shapes of its outputs} A file may leave them open.
     *
     * @param options what the file says of the operator, as it is; empty if nothing
     * @param inputs the tensors that it reads, constants with their data
     * @throws IllegalArgumentException if options or inputs are not what it takes; the message says which and why
     */
    List<Shape> outputShapes(ByteBuffer options, List<Tensor> inputs);

    /**
     * {@return the computation for one session}
     *
     * @param options as for the shapes
     * @param inputs as for the shapes
     * @param outputs the tensors that it writes
     * @throws IllegalArgumentException if it cannot compute on such tensors
     */
    Computation prepare(ByteBuffer options, List<Tensor> inputs, List<Tensor> outputs);

    /** What runs, in one thread at a time. */
    @FunctionalInterface
    interface Computation {

        /**
         * Computes the outputs. All buffers are little-endian, at position 0, of the tensors' size.
         *
         * @param inputs one for each tensor that is read, not to be changed
         * @param outputs one for each tensor that is written, to be filled
         */
        void run(List<ByteBuffer> inputs, List<ByteBuffer> outputs);
    }
}
