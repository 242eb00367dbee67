// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Operator;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.custom.Custom;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.CumulativeSum;
import io.lanewise.operators.reduction.TopK;
import java.util.Set;

/** Kinds of operators that are written as {@code .tflite} alone: those of applications, and those around integers. */
final class Unwritable {
    static final Set<Class<? extends Operator>> KINDS = Set.of(
            ArgExtremum.class,
            Cast.class,
            Compare.class,
            CumulativeSum.class,
            Custom.class,
            Gather.class,
            GatherNd.class,
            ScatterNd.class,
            Select.class,
            TopK.class);

    private Unwritable() {}
}
