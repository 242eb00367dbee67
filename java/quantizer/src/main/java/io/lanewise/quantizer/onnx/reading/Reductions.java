// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import java.util.List;
import java.util.stream.IntStream;

/** Means, sums, products and extrema along axes. */
record Reductions(Emission emission) {

    private interface Maker {
        Operator make(int input, int output, List<Integer> axes, boolean keepDims);
    }

    Computed mean(Computed x, int[] axes, boolean keepDims) {
        return reduce(x, axes, keepDims, Mean::new);
    }

    Computed reduce(ReduceFunction function, Computed x, int[] axes, boolean keepDims) {
        return reduce(
                x,
                axes,
                keepDims,
                (input, output, positions, keep) -> new Reduce(function, input, output, positions, keep));
    }

    private Computed reduce(Computed x, int[] axes, boolean keepDims, Maker maker) {
        boolean[] dropped = new boolean[x.rank()];
        for (int axis : axes) {
            dropped[axis] = true;
        }
        Computed from = neighbours(x, dropped) ? x : emission.ordered(x, last(dropped));
        List<Integer> positions = IntStream.range(0, dropped.length)
                .filter(d -> dropped[d])
                .map(d -> from.order()[d])
                .sorted()
                .boxed()
                .toList();
        int[] sizes = IntStream.range(0, dropped.length)
                .map(d -> dropped[d] ? 1 : x.dims()[d])
                .toArray();
        if (keepDims) {
            return emission.emit(sizes, from.order(), output -> maker.make(from.tensor(), output, positions, true));
        }
        return emission.emit(
                Orders.kept(x.dims(), dropped),
                Orders.without(from.order(), dropped),
                output -> maker.make(from.tensor(), output, positions, false));
    }

    /** Whether the reduced dimensions lie side by side, sizes of 1 not counted: kernels need that. */
    private static boolean neighbours(Computed x, boolean[] dropped) {
        int[] large = IntStream.of(Orders.inverse(x.order()))
                .filter(d -> x.dims()[d] != 1)
                .toArray();
        int changes = 0;
        for (int i = 0; i < large.length; i++) {
            changes += dropped[large[i]] && (i == 0 || !dropped[large[i - 1]]) ? 1 : 0;
        }
        return changes <= 1;
    }

    /** The reduced dimensions behind the others. */
    private static int[] last(boolean[] dropped) {
        int[] sorted = IntStream.concat(
                        IntStream.range(0, dropped.length).filter(d -> !dropped[d]),
                        IntStream.range(0, dropped.length).filter(d -> dropped[d]))
                .toArray();
        return Orders.inverse(sorted);
    }
}
