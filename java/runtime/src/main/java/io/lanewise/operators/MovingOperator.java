// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.OutputScale;
import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.tensor.DataType;
import java.util.Optional;

/** An operator whose output holds elements of its input, or 0, in other places. */
public sealed interface MovingOperator extends OneInput permits BroadcastTo, Pad, Reshape, Slice, Transpose {

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
