// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.function.Function;

/**
 * A model of one int8 or int16 operator and one record of inputs for it.
 *
 * @param graph the operator
 * @param inputs the bytes of all its inputs in order
 */
record OperatorCase(Graph graph, byte[] inputs) {

    /** What cases are made of. */
    enum Family {
        CONV_2D(ConvolutionCases::conv2d), DEPTHWISE_CONV_2D(ConvolutionCases::depthwiseConv2d),
        FULLY_CONNECTED(ConvolutionCases::fullyConnected), AVERAGE_POOL_2D(PoolingCases::averagePool2d),
        MAX_POOL_2D(PoolingCases::maxPool2d), MEAN(PoolingCases::mean), ADD(ElementwiseCases::add), MUL(ElementwiseCases::mul),
        RELU(ElementwiseCases::relu), LOGISTIC(ElementwiseCases::logistic), SOFTMAX(ElementwiseCases::softmax),
        QUANTIZE(ElementwiseCases::quantize), REQUANTIZE(ElementwiseCases::requantize),
        DEQUANTIZE(ElementwiseCases::dequantize), CONCATENATION(LayoutCases::concatenation), PAD(LayoutCases::pad),
        RESHAPE(LayoutCases::reshape), SUB(ElementwiseCases::sub), EXTREME(ElementwiseCases::extreme),
        LEAKY_RELU(ElementwiseCases::leakyRelu), PRELU(ElementwiseCases::prelu), TANH(ElementwiseCases::tanh),
        EXP(ElementwiseCases::exp), GELU(ElementwiseCases::gelu),
        HARD_SWISH(ElementwiseCases::hardSwish), TRANSPOSE(LayoutCases::transpose), SLICE(LayoutCases::slice),
        RESIZE_NEAREST(LayoutCases::resizeNearest), RESIZE_BILINEAR(LayoutCases::resizeBilinear),
        REDUCE_EXTREME(LayoutCases::reduceExtreme);

        private final Function<CaseBuilder, Graph> maker;

        Family(Function<CaseBuilder, Graph> maker) {
            this.maker = maker;
        }

        /** The int8 case of a number; the same on every machine. */
        OperatorCase newCase(int number) {
            return newCase(number, DataType.INT8, DataType.INT8);
        }

        /** The case of a number with activations of a type, int8 or int16, and weights, int8 or int4. */
        OperatorCase newCase(int number, DataType activations, DataType weights) {
            CaseBuilder builder = new CaseBuilder(new Random(1000L * number + ordinal()), activations, weights);
            Graph graph = maker.apply(builder);
            ByteArrayOutputStream inputs = new ByteArrayOutputStream();
            Tensor output = graph.tensor(graph.outputs().get(0));
            for (int index : graph.inputs()) {
                inputs.writeBytes(draw(builder, graph.tensor(index), output));
            }
            return new OperatorCase(graph, inputs.toByteArray());
        }
    }

    private static byte[] draw(CaseBuilder builder, Tensor input, Tensor output) {
        if (input.type() != DataType.FLOAT32 || output.type() == DataType.FLOAT32) {
            return builder.elements(input.type(), input.shape().elements());
        }
        ByteBuffer floats = ByteBuffer.allocate(Math.toIntExact(input.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            floats.putFloat(builder.real(output.quantization()));
        }
        return floats.array();
    }

    /** The operator and its tensors, for messages. */
    @Override
    public String toString() {
        Operator operator = graph.operators().get(0);
        StringBuilder text = new StringBuilder(operator.toString());
        for (Tensor tensor : graph.tensors()) {
            text.append("; ").append(tensor).append(' ').append(tensor.quantization());
        }
        return text.toString();
    }
}
