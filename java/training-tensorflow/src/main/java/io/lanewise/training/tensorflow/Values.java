// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
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
     * What an operator has computed as its kernel would round it, but for the rounding itself.
     *
     * @param index of what is written
     * @param value after the clamp fused into the operator
     * @param nonNegative whether that leaves nothing below 0
     */
    Operand<TFloat32> requantized(
            Ops tf, int index, Operand<TFloat32> value, Requantization requantization, boolean nonNegative);

    /**
     * What stands for an input, or for what an operator has computed.
     *
     * @throws IllegalArgumentException if the tensor stands for no reals
     */
    Operand<TFloat32> activation(Ops tf, int index, Operand<TFloat32> value);

    /** What gradients move, of all that was made so far. */
    List<Variable> variables();

    /** All that a later run goes on with. */
    List<Variables> memories();

    /** What a step does beside following gradients, as long as ranges are not frozen. */
    List<Op> tracking();

    /** Adds what can jump to and fro. */
    void watch(Oscillations oscillations);

    /** What is added to the loss; null for nothing. To be called when everything is made. */
    Operand<TFloat32> penalty();

    /** What a run asks for. {@code step}: from 1, 0 outside of training; {@code progress}: share of the steps done. */
    void feed(Feeds feeds, long step, double progress);

    /** Gives all variables the values that the graph has. */
    void start(Session session);

    /** By index, what has become of the constants: as the values of the network are now. */
    Map<Integer, Tensor> trained(Session session);
}
