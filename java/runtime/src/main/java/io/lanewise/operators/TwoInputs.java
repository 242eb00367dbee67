// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.matmul.BatchMatMul;
import java.util.List;

/** An operator that reads two tensors alike and writes one. */
public sealed interface TwoInputs extends OneOutput permits Add, BatchMatMul, Binary, Compare, Mul {

    /** Index of the first operand. */
    int left();

    /** Index of the second operand. */
    int right();

    @Override
    default List<Integer> inputs() {
        return List.of(left(), right());
    }
}
