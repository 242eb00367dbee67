// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds max pools whose padding is a PADV2 of the type's lowest value in front of them, and gives it to their window:
 * how files say padding that is neither SAME nor VALID. Elsewhere such a PADV2 is not supported.
 */
final class PaddedMaxPools {

    private PaddedMaxPools() {}

    /** Whether a constant of one element is what no maximum is. */
    static boolean isLowest(Tensor value) {
        return switch (value.type()) {
            case FLOAT32 -> value.data().getFloat() <= -Float.MAX_VALUE;
            case INT8 -> value.data().get() == Byte.MIN_VALUE;
            case INT16 -> value.data().getShort() == Short.MIN_VALUE;
            default -> false;
        };
    }

    /**
     * Puts the padding into the pools, and null in the place of the PADV2.
     *
     * @param sources where the operators were read from, in the same order
     * @param outputs of the graph, which nothing may change
     */
    static void fold(List<OperatorSource> sources, List<Operator> operators, List<Integer> outputs) {
        Map<Integer, Integer> pads = new HashMap<>();
        for (int i = 0; i < operators.size(); i++) {
            if (sources.get(i).kind().equals("PADV2") && isLowest(MovementReader.padValue(sources.get(i)))) {
                pads.put(operators.get(i).output(), i);
            }
        }
        Map<Integer, Integer> folded = new HashMap<>(pads);
        outputs.forEach(folded::remove);
        operators.stream()
                .filter(o -> !isBare(o))
                .flatMap(o -> o.inputs().stream())
                .forEach(folded::remove);
        folded.values().removeIf(i -> !isSpatial((Pad) operators.get(i)));
        pads.forEach((output, i) -> Problem.unless(
                folded.containsKey(output) || MovementReader.isZero(MovementReader.padValue(sources.get(i))),
                "operator %d PADV2: padding with the lowest value is only supported in front of a MAX_POOL_2D without"
                        + " padding",
                i));
        for (int i = 0; i < operators.size(); i++) {
            if (operators.get(i) instanceof MaxPool2d pool && folded.containsKey(pool.input())) {
                Pad pad = (Pad) operators.get(folded.get(pool.input()));
                operators.set(
                        i, new MaxPool2d(pad.input(), pool.output(), padded(pool.window(), pad), pool.activation()));
            }
        }
        folded.values().forEach(i -> operators.set(i, null));
    }

    private static boolean isBare(Operator operator) {
        return operator instanceof MaxPool2d pool
                && pool.window().paddingTop() == 0
                && pool.window().paddingLeft() == 0
                && pool.window().paddingBottom() == 0
                && pool.window().paddingRight() == 0;
    }

    /** Whether an image is padded in height and width alone. */
    private static boolean isSpatial(Pad pad) {
        return pad.before().size() == 4
                && pad.before().get(0) == 0
                && pad.after().get(0) == 0
                && pad.before().get(3) == 0
                && pad.after().get(3) == 0
                && Collections.min(pad.before()) >= 0
                && Collections.min(pad.after()) >= 0;
    }

    private static Window padded(Window window, Pad pad) {
        return new Window(
                window.kernelHeight(),
                window.kernelWidth(),
                window.strideHeight(),
                window.strideWidth(),
                1,
                1,
                pad.before().get(1),
                pad.before().get(2),
                pad.after().get(1),
                pad.after().get(2));
    }
}
