// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;

/** An operator whose output holds elements of its input, or 0, in other places. */
public sealed interface MovingOperator extends OneInput, CopyingOperator
        permits BroadcastTo, Pad, Reshape, Slice, Transpose {}
