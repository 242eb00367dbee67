// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Quantization;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/** Scales and zero points of an integer graph's activations. */
interface ActivationScales {

    /** Where a tensor's values are rounded to: always the same of one tensor. */
    Grid of(int tensor);

    /** Takes notice of a tensor's values before they are rounded. */
    void observe(int tensor, Operand<TFloat32> value);

    /** What gradients move. */
    List<Variable> variables();

    /** What else a step does, as long as ranges are not frozen. To be called when all tensors have been asked for. */
    List<Op> tracking();

    /** What each run goes on with, beyond {@link #variables}. */
    List<Variables> memories();

    /** Makes them what the graph says. */
    void start(Session session);

    /** By tensor, what has become of them: those of the next forward pass, to the bit. */
    Map<Integer, Quantization> trained(Session session);
}
