// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import io.lanewise.Backend;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.cost.Repair;
import io.lanewise.quantizer.moments.InputMoments;
import io.lanewise.quantizer.moments.InputReader;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Rounds weights up or down by what it does to a layer's sums on samples instead of each to the nearest integer
 * ({@link RoundingSearch}). Memory does not grow with the number of samples; where all layers' moments are too much at
 * once, the samples are read again for the next layers.
 */
public final class AdaptiveRounding {
    /** Its name in trials. */
    public static final Repair REPAIR = () -> "--rounding adaptive";

    /** Bytes of moments at once; layers that need more alone stay rounded to nearest. */
    private static final long BUDGET = 128L << 20;
    /** Output cells of a sample that count. */
    private static final int CELLS = 256;

    private final Graph real;
    private final QuantizedModel quantized;
    private final GraphEditor editor;

    private AdaptiveRounding(QuantizedModel quantized) {
        this.quantized = quantized;
        this.real = quantized.source();
        this.editor = GraphEditor.of(real);
    }

    /**
     * {@return the float graph with weights that are what the rounded integers stand for, to be quantized as before}
     * Tensors keep their indices.
     *
     * @param quantized the quantized form of the float graph, which says the scales
     * @param samples values of the inputs; read once unless layers are very large
     * @param backend what runs the float graph
     * @throws IllegalArgumentException if there are none
     */
    public static Graph apply(QuantizedModel quantized, Iterable<float[]> samples, Backend backend) {
        Graph real = quantized.source();
        AdaptiveRounding pass = new AdaptiveRounding(quantized);
        Map<Integer, InputMoments> some = new LinkedHashMap<>();
        long bytes = 0;
        for (int i = 0; i < real.operators().size(); i++) {
            Optional<WindowGeometry> window = pass.isRounded(i) ? pass.layer(i).windows(real) : Optional.empty();
            long more = window.map(InputMoments::bytes).orElse(0L);
            if (more == 0 || more > BUDGET) {
                continue;
            }
            if (bytes + more > BUDGET) {
                pass.round(some, samples, backend);
                some.clear();
                bytes = 0;
            }
            some.put(i, new InputMoments(window.orElseThrow(), CELLS));
            bytes += more;
        }
        pass.round(some, samples, backend);
        return pass.editor.graph();
    }

    /** An operator whose weights are rounded, which therefore has some. */
    private WeightedOperator layer(int operator) {
        return (WeightedOperator) real.operators().get(operator);
    }

    /** Whether an operator has weights of integers with a scale. */
    private boolean isRounded(int operator) {
        return quantized
                .weights(operator)
                .filter(weights -> !weights.quantization().isCodebook())
                .isPresent();
    }

    private void round(Map<Integer, InputMoments> layers, Iterable<float[]> samples, Backend backend) {
        if (layers.isEmpty()) {
            return;
        }
        InputReader.feed(real, samples, backend, layers);
        layers.forEach(this::round);
    }

    private void round(int operator, InputMoments moments) {
        WeightedOperator layer = (WeightedOperator) real.operators().get(operator);
        Tensor weights = real.tensor(layer.weights());
        Tensor integers = quantized.weights(operator).orElseThrow();
        Quantization quantization = integers.quantization();
        IntUnaryOperator channelOf = quantization.channelOf(integers.shape());
        int maximum = integers.type() == DataType.INT4 ? 7 : 127;
        int channels = weights.shape().dim(layer.channelAxis());
        int depth = weights.shape().elements() / channels;
        // Weights of a channel lie together, or one in each run of all channels.
        int step = layer.channelAxis() == 0 ? 1 : channels;
        int next = layer.channelAxis() == 0 ? depth : 1;
        int groups = moments.groups();
        float[] values = weights.floats();
        for (int group = 0; group < groups; group++) {
            double[] matrix = moments.matrix(group);
            int each = channels / groups;
            IntStream.range(group * each, (group + 1) * each).parallel().forEach(c -> {
                int[] offsets =
                        IntStream.range(0, depth).map(i -> c * next + i * step).toArray();
                double[] exact = IntStream.of(offsets)
                        .mapToDouble(offset -> values[offset])
                        .toArray();
                double[] scales = IntStream.of(offsets)
                        .map(channelOf)
                        .mapToDouble(quantization::scale)
                        .toArray();
                int[] rounded = RoundingSearch.round(exact, scales, matrix, maximum);
                for (int i = 0; i < depth; i++) {
                    values[offsets[i]] = (float) scales[i] * rounded[i];
                }
            });
        }
        int rounded = editor.add(Tensor.constant(weights.name(), weights.shape(), values));
        editor.replace(operator, layer.with(layer.input(), rounded, layer.bias(), layer.output(), layer.activation()));
    }
}
