// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Float16;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the outputs of a written model are those of the graph in memory. */
final class OutputDifference {
    /**
     * Of the largest magnitude: between reals that a format says in several operators, whose sums have another order.
     */
    static final double CLOSE = 1e-3;
    /** Of the largest magnitude: where such reals are rounded to integers on the way, which may tip to the next one. */
    static final double ROUNDED = 0.05;

    private OutputDifference() {}

    /** The first output that differs, in words; empty if none does. */
    static Optional<String> first(Model model, List<byte[]> expected, List<byte[]> actual) {
        for (int i = 0; i < expected.size(); i++) {
            Tensor output = model.outputs().get(i);
            int different = count(model, output, expected.get(i), actual.get(i));
            if (different > 0) {
                return Optional.of("read again, it gives output " + i + ' ' + output + " other than the model in memory"
                        + " in " + different + " of " + output.shape().elements() + " elements");
            }
        }
        return Optional.empty();
    }

    /** How many elements of a tensor of the model differ. */
    static int count(Model model, Tensor tensor, byte[] expected, byte[] actual) {
        if (Arrays.equals(expected, actual)) {
            return 0;
        }
        boolean rounds = roundsReals(model.graph());
        if (tensor.type() != DataType.FLOAT32 && !rounds) {
            int bytes = tensor.type().bytes();
            int different = 0;
            for (int i = 0; i < expected.length; i += bytes) {
                different += Arrays.equals(expected, i, i + bytes, actual, i, i + bytes) ? 0 : 1;
            }
            return different;
        }
        double[] reals = reals(tensor, expected);
        double[] others = reals(tensor, actual);
        double magnitude = Arrays.stream(reals)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double tolerance = Math.max((rounds ? ROUNDED : CLOSE) * magnitude, Float.MIN_NORMAL);
        int different = 0;
        for (int i = 0; i < reals.length; i++) {
            boolean equal = Double.compare(reals[i], others[i]) == 0 || Math.abs(reals[i] - others[i]) <= tolerance;
            different += equal ? 0 : 1;
        }
        return different;
    }

    /** Reals, or integers less a zero point, which are as good for a comparison. */
    private static double[] reals(Tensor tensor, byte[] bytes) {
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int zeroPoint =
                tensor.quantization() == null ? 0 : tensor.quantization().zeroPoint();
        double[] reals = new double[tensor.shape().elements()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = switch (tensor.type()) {
                case FLOAT32 -> data.getFloat(Float.BYTES * i);
                case INT16 -> data.getShort(Short.BYTES * i) - zeroPoint;
                case INT32 -> data.getInt(Integer.BYTES * i);
                case INT64 -> data.getLong(Long.BYTES * i);
                case UINT8 -> (data.get(i) & 0xff) - zeroPoint;
                case INT8, BOOL, INT4 -> data.get(i) - zeroPoint;
                case FLOAT16 -> Float16.toFloat(data.getShort(Short.BYTES * i));
            };
        }
        return reals;
    }

    /**
     * Whether a graph makes integers of reals that it has computed: by a QUANTIZE, or in a layer of the dynamic
     * range.
     */
    private static boolean roundsReals(Graph graph) {
        Set<Integer> computed = new HashSet<>();
        for (Operator operator : graph.operators()) {
            boolean reads = operator.inputs().stream().anyMatch(computed::contains);
            boolean dynamic = operator instanceof WeightedOperator weighted && weighted.isDynamicRange(graph);
            if (reads && (dynamic || operator instanceof Quantize)) {
                return true;
            }
            for (int output : operator.outputs()) {
                boolean real = graph.tensor(output).type() == DataType.FLOAT32;
                if (real && (reads || !(operator instanceof Dequantize))) {
                    computed.add(output);
                }
            }
        }
        return false;
    }
}
