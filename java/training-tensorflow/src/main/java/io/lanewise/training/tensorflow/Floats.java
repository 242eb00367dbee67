// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Shape;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Floats and shapes here and in TensorFlow. */
final class Floats {

    private Floats() {}

    static org.tensorflow.ndarray.Shape shape(Shape shape) {
        return org.tensorflow.ndarray.Shape.of(
                Arrays.stream(shape.dims()).asLongStream().toArray());
    }

    /** To be closed. */
    static TFloat32 tensor(Shape shape, float[] values) {
        return TFloat32.tensorOf(shape(shape), DataBuffers.of(values));
    }

    /** Values, row-major. */
    static Operand<TFloat32> constant(Ops tf, Shape shape, float[] values) {
        return tf.constant(shape(shape), DataBuffers.of(values));
    }

    /** Row-major. */
    static float[] of(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    /** Sums are made in one order. */
    static ConfigProto oneThread() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(1)
                .build();
    }
}
