// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.instructions.Window;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.Conv2DOptionsT;
import io.lanewise.tflite.schema.DepthwiseConv2DOptionsT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.TransposeConvOptionsT;
import java.util.stream.IntStream;

/** Convolutions. */
record ConvolutionWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(Conv2d.class, this::conv2d);
        table.add(DepthwiseConv2d.class, this::depthwiseConv2d);
        table.add(TransposeConv.class, this::transposeConv);
    }

    private OperatorT conv2d(Conv2d operator) {
        Window window = operator.window();
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setPadding(PaddingScheme.code(window, encoding.shape(operator.input())));
        options.setStrideH(window.strideHeight());
        options.setStrideW(window.strideWidth());
        options.setDilationHFactor(window.dilationHeight());
        options.setDilationWFactor(window.dilationWidth());
        options.setFusedActivationFunction(Encoding.code(operator.activation()));
        return encoding.operator(
                operator, BuiltinOperator.CONV_2D, version(operator), BuiltinOptions.Conv2DOptions, options);
    }

    private int version(Conv2d operator) {
        WeightForm weights = WeightForm.of(encoding.graph(), operator);
        boolean grouped = encoding.shape(operator.weights()).dim(3)
                != encoding.shape(operator.input()).dim(3);
        if (weights.dynamic() && !grouped && !weights.int4()) {
            return weights.perChannel() ? 5 : 2;
        }
        return weights.int4() ? 7 : grouped ? 6 : encoding.version(operator, 1, 3, 4);
    }

    private OperatorT depthwiseConv2d(DepthwiseConv2d operator) {
        Window window = operator.window();
        DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
        options.setPadding(PaddingScheme.code(window, encoding.shape(operator.input())));
        options.setStrideH(window.strideHeight());
        options.setStrideW(window.strideWidth());
        options.setDilationHFactor(window.dilationHeight());
        options.setDilationWFactor(window.dilationWidth());
        options.setDepthMultiplier(encoding.shape(operator.output()).dim(3)
                / encoding.shape(operator.input()).dim(3));
        options.setFusedActivationFunction(Encoding.code(operator.activation()));
        return encoding.operator(
                operator,
                BuiltinOperator.DEPTHWISE_CONV_2D,
                version(operator),
                BuiltinOptions.DepthwiseConv2DOptions,
                options);
    }

    private int version(DepthwiseConv2d operator) {
        WeightForm weights = WeightForm.of(encoding.graph(), operator);
        boolean dilated =
                operator.window().dilationHeight() != 1 || operator.window().dilationWidth() != 1;
        return weights.int4()
                ? 7
                : weights.dynamic() ? weights.perChannel() ? 6 : 4 : encoding.version(operator, dilated ? 2 : 1, 3, 5);
    }

    private OperatorT transposeConv(TransposeConv operator) {
        Window window = operator.window();
        Shape output = encoding.shape(operator.output());
        TransposeConvOptionsT options = new TransposeConvOptionsT();
        options.setPadding((byte) PaddingScheme.ofTransposed(window, output).orElseThrow());
        options.setStrideH(window.strideHeight());
        options.setStrideW(window.strideWidth());
        options.setFusedActivationFunction(Encoding.code(operator.activation()));
        OperatorT written = encoding.operator(
                operator,
                BuiltinOperator.TRANSPOSE_CONV,
                version(operator),
                BuiltinOptions.TransposeConvOptions,
                options);
        int shape = encoding.parameter(operator, "shape", Shape.of(4), output.dims());
        IntStream bias = operator.bias() < 0 ? IntStream.empty() : IntStream.of(operator.bias());
        written.setInputs(IntStream.concat(IntStream.of(shape, operator.weights(), operator.input()), bias)
                .toArray());
        return written;
    }

    private int version(TransposeConv operator) {
        return operator.activation() != Activation.NONE
                ? 4
                : operator.bias() >= 0 ? 3 : encoding.version(operator, 1, 2, 3);
    }
}
