// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How the values of a graph's tensors are held: exactly, or as what is left of them in few bits. */
interface Values {

    /**
     * The value of a constant: a variable, if training changes it.
     *
     * @throws IllegalArgumentException if it stands for no reals
     */
    Operand<TFloat32> constant(Ops tf, int index, Tensor constant);

    /**
     * What stands for an input, or for what an operator has computed.
     *
     * @throws IllegalArgumentException if the tensor stands for no reals
     */
    Operand<TFloat32> activation(Ops tf, Tensor tensor, Operand<TFloat32> value);

    /** What the variable of a constant is before training, row-major. */
    float[] start(int index, Tensor constant);

    /** The constant for what its variable has become: as the last values of the network held it. */
    Tensor trained(int index, Tensor constant, float[] variable);
}
