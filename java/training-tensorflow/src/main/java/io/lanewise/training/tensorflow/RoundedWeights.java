// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** Weights of an integer graph, as the multiples of their scales that the kernels compute with, or nearly so. */
interface RoundedWeights {

    /** What a constant holds. */
    Operand<TFloat32> of(int index);

    /** One scale, or one for each cell of an axis, in a shape that broadcasts. */
    Operand<TFloat32> scale(int index);

    /** What gradients move beside the constants' own variables. */
    List<Variable> scaleVariables();

    /** What a later run goes on with, beside the constants' own variables. */
    List<Variables> memories();

    /** Adds what can jump to and fro. */
    void watch(Oscillations oscillations);

    /** What is added to the loss; null for nothing. To be called when all constants have been asked for. */
    Operand<TFloat32> penalty();

    /** What a step asks for; {@code progress}: share of the run's steps that are done. */
    void feed(Feeds feeds, double progress);

    /** Makes them what the graph says. */
    void start(Session session);

    /** By index, the integers that have become of them. */
    Map<Integer, Tensor> trained(Session session);
}
