// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.List;

/** Conversions between types and scales. */
public final class ConversionSamples {

    private ConversionSamples() {}

    /** What is measured: sizes of small image and keyword networks. */
    public enum Sized implements Workload {
        QUANTIZE_96X96X3(quantize(Shape.of(1, 96, 96, 3))),
        REQUANTIZE_96X96X3(requantize(Shape.of(1, 96, 96, 3))),
        CAST_96X96X3(cast(Shape.of(1, 96, 96, 3))),
        DEQUANTIZE_96X96X3(dequantize(Shape.of(1, 96, 96, 3)));

        private final SizedOperator operator;

        Sized(SizedOperator operator) {
            this.operator = operator;
        }

        @Override
        public SizedOperator operator() {
            return operator;
        }
    }

    static List<OperatorSample> all() {
        return List.of(
                new OperatorSample("QUANTIZE", 11, Form.INTEGERS, ConversionSamples::quantize),
                new OperatorSample("REQUANTIZE", 12, Form.INTEGERS, ConversionSamples::requantize),
                new OperatorSample("DEQUANTIZE", 13, Form.INTEGERS, ConversionSamples::dequantize),
                new OperatorSample("CAST", 54, Form.ALL_ACTIVATIONS, ConversionSamples::cast));
    }

    static Graph quantize(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        return b.build(new Quantize(b.floatInput(dims), b.output(b.perTensor(b.scale(1e-3, 1)), dims)));
    }

    /** From int16 to int16 or int8; from int8 TFLite 2.21 has no way to int16. */
    static Graph requantize(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        float scale = b.scale(1e-3, 1);
        int input = b.input(b.perTensor(scale), dims);
        if (b.isWide() && b.oneIn(2)) {
            Quantization int8 = Quantization.perTensor(scale * 256 * b.scale(0.05, 20), b.between(-128, 127));
            return b.build(new Quantize(input, b.output(DataType.INT8, int8, dims)));
        }
        return b.build(new Quantize(input, b.output(b.perTensor(scale * b.scale(0.05, 20)), dims)));
    }

    static Graph dequantize(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        return b.build(new Dequantize(b.input(b.perTensor(b.scale(1e-6, 100)), dims), b.floatOutput(dims)));
    }

    /** To every type that reals fit in; what of them does not fit uint8, C++ leaves open. */
    private static Graph cast(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        DataType[] types = {
            DataType.FLOAT32, DataType.INT32, DataType.INT64, DataType.INT16, DataType.INT8, DataType.BOOL
        };
        int input = b.input(b.perTensor(b.scale(1e-3, 1)), dims);
        return b.build(new Cast(input, b.output(types[b.between(0, types.length - 1)], null, dims)));
    }

    /** The graph's type to int32. */
    public static SizedOperator cast(Shape shape) {
        return graph -> graph.add(new Cast(graph.input(shape), graph.activation(DataType.INT32, shape, null)));
    }

    /** float32 to int8, whatever the type of the graph. */
    public static SizedOperator quantize(Shape shape) {
        return conversion(shape, DataType.FLOAT32, DataType.INT8, Quantize::new);
    }

    /** int8 to float32, whatever the type of the graph. */
    public static SizedOperator dequantize(Shape shape) {
        return conversion(shape, DataType.INT8, DataType.FLOAT32, Dequantize::new);
    }

    /** int8 to int8 of another scale, whatever the type of the graph. */
    public static SizedOperator requantize(Shape shape) {
        return conversion(shape, DataType.INT8, DataType.INT8, Quantize::new);
    }

    private static SizedOperator conversion(Shape shape, DataType from, DataType to, Maker operator) {
        return graph -> graph.add(operator.of(
                graph.input(from, shape, SizedGraph.SIGNED), graph.activation(to, shape, SizedGraph.OTHER)));
    }

    private interface Maker {
        Operator of(int input, int output);
    }
}
