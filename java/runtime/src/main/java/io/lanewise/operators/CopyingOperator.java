// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.OutputScale;
import io.lanewise.tensor.DataType;
import java.util.Optional;

/** An operator whose output holds elements of its one activation, or 0: it computes nothing. */
public sealed interface CopyingOperator extends OneOutput permits LookingUp, MovingOperator {

    @Override
    default long macs(Graph graph) {
        return 0;
    }

    @Override
    default OutputScale outputScale() {
        return OutputScale.SAME_AS_INPUT;
    }

    @Override
    default Optional<String> noForm(DataType type) {
        return Optional.empty();
    }

    @Override
    default boolean keepsValues() {
        return true;
    }
}
