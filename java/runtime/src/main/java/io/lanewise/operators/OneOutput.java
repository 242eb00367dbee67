// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Operator;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.operators.movement.Concatenation;
import java.util.List;

/** An operator that writes one tensor. */
public sealed interface OneOutput extends Operator
        permits OneInput, TwoInputs, CopyingOperator, WeightedOperator, Concatenation, BroadcastingOperator, ScatterNd {

    @Override
    int output();

    @Override
    default List<Integer> outputs() {
        return List.of(output());
    }
}
