// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.elementwise.Comparison;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.TopK;
import java.util.stream.IntStream;

/** Positions, which ONNX counts from the end where they are negative and graphs count from the start alone. */
record Indices(Emission emission) {

    /**
     * The same positions counted from the start.
     *
     * @param sizes what they are positions in: one for all, or one for each along the last dimension
     */
    Computed fromStart(Value indices, int... sizes) {
        long[] ends = IntStream.of(sizes).asLongStream().toArray();
        if (indices instanceof Literal literal) {
            return emission.computed(literal.isReal() ? literal : fromStart(literal, ends));
        }
        Computed computed = (Computed) indices;
        if (isFromStart(emission.producer(computed.tensor()))) {
            return computed;
        }
        Elementwise e = new Elementwise(emission);
        Computed isNegative = e.compare(Comparison.LESS, computed, Literal.of(new long[1]));
        Literal added = ends.length == 1 ? Literal.of(ends) : Literal.of(ends, ends.length);
        return e.select(isNegative, e.add(computed, added), computed);
    }

    private static Literal fromStart(Literal literal, long[] ends) {
        long[] counted = literal.longs().clone();
        for (int i = 0; i < counted.length; i++) {
            counted[i] += counted[i] < 0 ? ends[i % ends.length] : 0;
        }
        return new Literal(literal.type(), literal.dims(), null, counted);
    }

    /** Whether an operator gives no negative positions: it finds them, or is what {@link #fromStart} makes. */
    private boolean isFromStart(Operator producer) {
        if (producer instanceof Cast cast) {
            return isFromStart(emission.producer(cast.input()));
        }
        return producer instanceof ArgExtremum
                || producer instanceof TopK
                || producer instanceof Select select
                        && emission.producer(select.condition()) instanceof Compare compare
                        && compare.comparison() == Comparison.LESS
                        && compare.left() == select.right()
                        && emission.producer(select.left()) instanceof Add sum
                        && sum.left() == select.right();
    }
}
