// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A tensor that outlives a run.
 *
 * @param name its own: TensorFlow finds the tensor by it
 * @param handle what assignments name
 * @param value what it holds when a run first asks for it; later assignments of the same run do not change that
 * @param shape of its value
 */
record Variable(String name, Operand<? extends TType> handle, Operand<TFloat32> value, Shape shape) {

    /** One that has to be assigned before it is read, and whose name no other of the graph has. */
    static Variable of(Ops tf, String name, Shape shape) {
        var handle = tf.varHandleOp(TFloat32.class, Floats.shape(shape), VarHandleOp.sharedName(name));
        return new Variable(name, handle, tf.readVariableOp(handle, TFloat32.class), shape);
    }
}
