// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import java.util.List;

/** An operator that reads one tensor and writes one. */
public sealed interface OneInput extends OneOutput
        permits MovingOperator, PoolingOperator, ShapePreservingOperator, ArgExtremum, Mean, Reduce, Resize {

    /** Index of what is read. */
    int input();

    @Override
    default List<Integer> inputs() {
        return List.of(input());
    }
}
