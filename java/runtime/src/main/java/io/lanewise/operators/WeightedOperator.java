// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Layer;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * A convolution, depthwise convolution, transposed convolution or dense layer: sums of products of the input and
 * weights, a bias, a fused activation.
 */
public sealed interface WeightedOperator extends OneOutput
        permits Conv2d, DepthwiseConv2d, FullyConnected, TransposeConv {

    /** Index of the values that the weights are multiplied with. */
    int input();

    /** Index of the weights. */
    int weights();

    /** Index of the bias [output channels]; -1 without. */
    int bias();

    /** The clamp of the sums. */
    @Override
    Activation activation();

    /** Dimension of the weights along which the output channels lie: the first or the last. */
    int channelAxis();

    /** The same kind of operator on other tensors, with another clamp. */
    WeightedOperator with(int input, int weights, int bias, int output, Activation activation);

    /** Its tensors in a graph. */
    default Layer layer(Graph graph) {
        return layer(graph, warning -> {});
    }

    /** Its tensors in the graph that is lowered. */
    default Layer layer(Lowering lowering) {
        return layer(lowering.graph(), lowering::warn);
    }

    private Layer layer(Graph graph, Consumer<String> warnings) {
        return new Layer(
                graph.tensor(input()),
                graph.tensor(weights()),
                bias() < 0 ? null : graph.tensor(bias()),
                graph.tensor(output()),
                channelAxis(),
                activation(),
                warnings);
    }

    /**
     * The windows that its weights are multiplied with, in the order of the weights of one output channel; of a dense
     * layer those of 1x1. Empty of an operator whose sums are not those of windows.
     *
     * @throws IllegalArgumentException if the shapes of input, weights and output do not fit
     */
    @SuppressWarnings("exports")
    default Optional<WindowGeometry> windows(Graph graph) {
        return Optional.empty();
    }

    /** Whether there is a form with float activations and integer weights, as TFLite's dynamic range has it. */
    default boolean hasDynamicRangeForm() {
        return false;
    }

    /**
     * Whether TFLite takes weights of int4.
     *
     * @param activations their type; float32 for the dynamic range
     */
    default boolean takesInt4Weights(DataType activations) {
        return false;
    }

    /** Whether it computes on floats with int8 weights: inputs are quantized at run time (TFLite's dynamic range). */
    default boolean isDynamicRange(Graph graph) {
        return graph.tensor(output()).type() == DataType.FLOAT32
                && graph.tensor(weights()).type() == DataType.INT8;
    }

    @Override
    default List<Integer> inputs() {
        return bias() < 0 ? List.of(input(), weights()) : List.of(input(), weights(), bias());
    }

    @Override
    default List<Integer> activations() {
        return List.of(input());
    }

    @Override
    default WeightedOperator remap(IntUnaryOperator map) {
        return with(
                map.applyAsInt(input()),
                map.applyAsInt(weights()),
                bias() < 0 ? bias() : map.applyAsInt(bias()),
                map.applyAsInt(output()),
                activation());
    }

    /** Every element of the output is a sum of as many products as its channel has weights. */
    @Override
    default long macs(Graph graph) {
        Shape weights = graph.tensor(weights()).shape();
        return (long) graph.tensor(output()).shape().elements() * (weights.elements() / weights.dim(channelAxis()));
    }

    @Override
    default OutputScale outputScale() {
        return OutputScale.OWN;
    }

    @Override
    default Optional<String> noForm(DataType type) {
        return Optional.empty();
    }

    @Override
    default Optional<Operator> withActivation(Activation activation, int output) {
        return Optional.of(with(input(), weights(), bias(), output, activation));
    }
}
