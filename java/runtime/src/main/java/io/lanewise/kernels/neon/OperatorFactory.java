// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.neon;

import static io.lanewise.internal.Lanewise.*;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.internal.NativeOperator;
import io.lanewise.kernels.AddParameters;
import io.lanewise.kernels.AffineParameters;
import io.lanewise.kernels.Arithmetic;
import io.lanewise.kernels.Broadcast;
import io.lanewise.kernels.ConcatenationParameters;
import io.lanewise.kernels.DynamicScaling;
import io.lanewise.kernels.ElementwiseShape;
import io.lanewise.kernels.FloatRequantization;
import io.lanewise.kernels.FullyConnectedRequantization;
import io.lanewise.kernels.FullyConnectedShape;
import io.lanewise.kernels.LookupTable;
import io.lanewise.kernels.MeanParameters;
import io.lanewise.kernels.MulParameters;
import io.lanewise.kernels.PadParameters;
import io.lanewise.kernels.ReductionShape;
import io.lanewise.kernels.Requantization;
import io.lanewise.kernels.SoftmaxParameters;
import io.lanewise.kernels.SoftmaxShape;
import io.lanewise.kernels.Weights;
import io.lanewise.kernels.WindowGeometry;
import io.lanewise.operators.Activation;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.Rounding;
import io.lanewise.tensor.DataType;

/**
 * Makes the native operator of each kind of operator, from parameters that were checked as they were worked out; null for what
 * the native library has no kernel for.
 */
record OperatorFactory(Graph graph, int index) implements OperatorVisitor<NativeOperator> {

    /** The native operator of an operator; null for what the native library has no kernel for. */
    static NativeOperator of(Graph graph, int index) {
        Operator operator = graph.operators().get(index);
        boolean int16 = graph.tensor(operator.output()).type() == DataType.INT16
                || graph.tensor(operator.inputs().get(0)).type() == DataType.INT16;
        return !int16 || operator instanceof WeightedOperator ? operator.accept(new OperatorFactory(graph, index)) : null;
    }

    private boolean isInt16() {
        return Arithmetic.of(graph, index) == Arithmetic.INT16;
    }

    /** A create function with all its arguments but the last; returns its status. */
    private interface Create {
        int call(Scratch arguments, NativeOperator op);
    }

    @Override
    public NativeOperator visit(Conv2d operator) {
        WindowGeometry window = WindowGeometry.of(graph, index, operator);
        if (!NativeWindows.take(window)) {
            return null;
        }
        Weights weights = Weights.of(graph, index, operator);
        Activation clamp = operator.activation();
        if (DynamicScaling.is(graph, operator)) {
            DynamicScaling scaling = DynamicScaling.of(graph, index, operator);
            return create((a, op) -> lanewise_create_dynamic_conv2d_f32(a.window(window), a.dynamicScaling(scaling, clamp),
                    a.bytes(weights.values()), a.floats(weights.bias()), op));
        }
        if (isFloat()) {
            return create((a, op) -> lanewise_create_conv2d_f32(a.window(window), clamp.minimum(), clamp.maximum(),
                    a.floats(weights.values()), a.floats(weights.bias()), op));
        }
        if (graph.rounding() == Rounding.ONNX) {
            return convolution(window, weights, FloatRequantization.of(graph, index, operator));
        }
        Requantization requantization = Requantization.of(graph, index, operator);
        if (isInt16()) {
            long[] bias = weights.integerBias(window.outputChannels());
            return create((a, op) -> lanewise_create_conv2d_s16(a.window(window), a.requantization(requantization),
                    a.bytes(weights.values()), a.longs(bias), op));
        }
        return create((a, op) -> lanewise_create_conv2d_s8(a.window(window), a.requantization(requantization),
                a.bytes(weights.values()), a.ints(weights.bias()), op));
    }

    @Override
    public NativeOperator visit(DepthwiseConv2d operator) {
        WindowGeometry window = WindowGeometry.of(graph, index, operator);
        if (!NativeWindows.take(window)) {
            return null;
        }
        Weights weights = Weights.of(graph, index, operator);
        Activation clamp = operator.activation();
        if (DynamicScaling.is(graph, operator)) {
            DynamicScaling scaling = DynamicScaling.of(graph, index, operator);
            return create((a, op) -> lanewise_create_dynamic_depthwise_conv2d_f32(a.window(window),
                    a.dynamicScaling(scaling, clamp), a.bytes(weights.values()), a.floats(weights.bias()), op));
        }
        if (isFloat()) {
            return create((a, op) -> lanewise_create_depthwise_conv2d_f32(a.window(window), clamp.minimum(), clamp.maximum(),
                    a.floats(weights.values()), a.floats(weights.bias()), op));
        }
        if (graph.rounding() == Rounding.ONNX) {
            FloatRequantization scaling = FloatRequantization.of(graph, index, operator);
            return scaling.hasWeightZeroPoints() ? null : create((a, op) -> lanewise_create_depthwise_conv2d_s8(
                    a.window(window), a.requantization(scaling), a.bytes(weights.values()), a.ints(weights.bias()), op));
        }
        Requantization requantization = Requantization.of(graph, index, operator);
        if (isInt16()) {
            long[] bias = weights.integerBias(window.outputChannels());
            return create((a, op) -> lanewise_create_depthwise_conv2d_s16(a.window(window), a.requantization(requantization),
                    a.bytes(weights.values()), a.longs(bias), op));
        }
        return create((a, op) -> lanewise_create_depthwise_conv2d_s8(a.window(window), a.requantization(requantization),
                a.bytes(weights.values()), a.ints(weights.bias()), op));
    }

    @Override
    public NativeOperator visit(FullyConnected operator) {
        FullyConnectedShape shape = FullyConnectedShape.of(graph, index, operator);
        Weights weights = Weights.of(graph, index, operator);
        Activation clamp = operator.activation();
        if (DynamicScaling.is(graph, operator)) {
            DynamicScaling scaling = DynamicScaling.of(graph, index, operator);
            return create((a, op) -> lanewise_create_dynamic_fully_connected_f32(shape.rows(), shape.inputChannels(),
                    shape.outputChannels(), a.dynamicScaling(scaling, clamp), a.bytes(weights.values()), a.floats(weights.bias()),
                    op));
        }
        if (isFloat()) {
            return create((a, op) -> lanewise_create_fully_connected_f32(shape.rows(), shape.inputChannels(),
                    shape.outputChannels(), clamp.minimum(), clamp.maximum(), a.floats(weights.values()),
                    a.floats(weights.bias()), op));
        }
        if (graph.rounding() == Rounding.ONNX) {
            return convolution(WindowGeometry.of(shape), weights, FloatRequantization.of(graph, index, operator));
        }
        FullyConnectedRequantization requantization = FullyConnectedRequantization.of(graph, index, operator);
        if (isInt16()) {
            long[] bias = weights.integerBias(shape.outputChannels());
            return create((a, op) -> lanewise_create_fully_connected_s16(shape.rows(), shape.inputChannels(),
                    shape.outputChannels(), a.denseScaling(requantization), a.bytes(weights.values()), a.longs(bias), op));
        }
        return create((a, op) -> lanewise_create_fully_connected_s8(shape.rows(), shape.inputChannels(),
                shape.outputChannels(), a.denseScaling(requantization), a.bytes(weights.values()), a.ints(weights.bias()),
                op));
    }

    /** Of ONNX's rounding; a dense layer is one over an image of one line. Weights that have zero points are left to Java. */
    private NativeOperator convolution(WindowGeometry window, Weights weights, FloatRequantization scaling) {
        return scaling.hasWeightZeroPoints() || !NativeWindows.take(window) ? null
                : create((a, op) -> lanewise_create_conv2d_s8(a.window(window), a.requantization(scaling),
                        a.bytes(weights.values()), a.ints(weights.bias()), op));
    }

    @Override
    public NativeOperator visit(AveragePool2d operator) {
        WindowGeometry window = WindowGeometry.of(graph, index, operator);
        Activation clamp = operator.activation();
        if (!NativeWindows.take(window) || isFloat() && mayDiffer()) {
            return null;
        }
        if (isFloat()) {
            return create((a, op) -> lanewise_create_average_pool2d_f32(a.window(window), clamp.minimum(), clamp.maximum(), op));
        }
        ActivationRange range = range(clamp, operator.output());
        return create((a, op) -> lanewise_create_average_pool2d_s8(a.window(window), range.minimum(), range.maximum(), op));
    }

    @Override
    public NativeOperator visit(MaxPool2d operator) {
        WindowGeometry window = WindowGeometry.of(graph, index, operator);
        Activation clamp = operator.activation();
        if (!NativeWindows.take(window)) {
            return null;
        }
        if (isFloat()) {
            // Within the finite floats, as TFLite has it where there is no activation.
            float minimum = Math.max(clamp.minimum(), -Float.MAX_VALUE);
            float maximum = Math.min(clamp.maximum(), Float.MAX_VALUE);
            return create((a, op) -> lanewise_create_max_pool2d_f32(a.window(window), minimum, maximum, op));
        }
        ActivationRange range = range(clamp, operator.output());
        return create((a, op) -> lanewise_create_max_pool2d_s8(a.window(window), range.minimum(), range.maximum(), op));
    }

    @Override
    public NativeOperator visit(Mean operator) {
        ReductionShape shape = ReductionShape.of(graph, index, operator);
        if (isFloat() && mayDiffer()) {
            return null;
        }
        if (isFloat()) {
            return create((a, op) -> lanewise_create_mean_f32(shape.outer(), shape.reduced(), shape.inner(), op));
        }
        MeanParameters mean = MeanParameters.of(graph, index, operator);
        return create((a, op) -> lanewise_create_mean_s8(shape.outer(), shape.reduced(), shape.inner(), mean.inputZeroPoint(),
                mean.outputZeroPoint(), mean.multiplier(), mean.shift(), op));
    }

    @Override
    public NativeOperator visit(Add operator) {
        Broadcast broadcast = Broadcast.of(graph, index, operator);
        Activation clamp = operator.activation();
        if (isFloat()) {
            return create((a, op) -> lanewise_create_add_f32(a.broadcast(broadcast), clamp.minimum(), clamp.maximum(), op));
        }
        AddParameters add = AddParameters.of(graph, index, operator);
        return create((a, op) -> lanewise_create_add_s8(a.broadcast(broadcast), a.add(add), op));
    }

    @Override
    public NativeOperator visit(Mul operator) {
        Broadcast broadcast = Broadcast.of(graph, index, operator);
        Activation clamp = operator.activation();
        if (isFloat()) {
            return create((a, op) -> lanewise_create_mul_f32(a.broadcast(broadcast), clamp.minimum(), clamp.maximum(), op));
        }
        MulParameters mul = MulParameters.of(graph, index, operator);
        return create((a, op) -> lanewise_create_mul_s8(a.broadcast(broadcast), a.mul(mul), op));
    }

    @Override
    public NativeOperator visit(Softmax operator) {
        SoftmaxShape shape = SoftmaxShape.of(graph, index, operator);
        if (isFloat() && mayDiffer()) {
            return null;
        }
        if (isFloat()) {
            return create((a, op) -> lanewise_create_softmax_f32(shape.rows(), shape.depth(), operator.beta(), op));
        }
        SoftmaxParameters softmax = SoftmaxParameters.of(graph, index, operator);
        return create((a, op) -> lanewise_create_softmax_s8(shape.rows(), shape.depth(), softmax.multiplier(), softmax.shift(),
                softmax.differenceMinimum(), op));
    }

    @Override
    public NativeOperator visit(Logistic operator) {
        if (isFloat() && mayDiffer()) {
            return null;
        }
        if (isFloat()) {
            int elements = ElementwiseShape.of(graph, index, operator).elements();
            return create((a, op) -> lanewise_create_logistic_f32(elements, op));
        }
        return lookup(operator, LookupTable.of(graph, index, operator));
    }

    @Override
    public NativeOperator visit(Relu operator) {
        int elements = ElementwiseShape.of(graph, index, operator).elements();
        Activation clamp = operator.activation();
        if (isFloat()) {
            return create((a, op) -> lanewise_create_clamp_f32(elements, clamp.minimum(), clamp.maximum(), op));
        }
        Requantization requantization = Requantization.of(graph, index, operator);
        return create((a, op) -> lanewise_create_requantize_s8(elements, a.requantization(requantization), op));
    }

    @Override
    public NativeOperator visit(Quantize operator) {
        int elements = ElementwiseShape.of(graph, index, operator).elements();
        if (graph.tensor(operator.input()).type() == DataType.INT8) {
            Requantization requantization = Requantization.of(graph, index, operator);
            return create((a, op) -> lanewise_create_requantize_s8(elements, a.requantization(requantization), op));
        }
        AffineParameters affine = AffineParameters.of(graph, index, operator);
        return affine.rounding() == Rounding.ONNX
                ? create((a, op) -> lanewise_create_quantize_even_f32_s8(elements, affine.scale(), affine.zeroPoint(), op))
                : create((a, op) -> lanewise_create_quantize_f32_s8(elements, affine.scale(), affine.zeroPoint(), op));
    }

    @Override
    public NativeOperator visit(Dequantize operator) {
        int elements = ElementwiseShape.of(graph, index, operator).elements();
        AffineParameters affine = AffineParameters.of(graph, index, operator);
        return create((a, op) -> lanewise_create_dequantize_s8_f32(elements, affine.scale(), affine.zeroPoint(), op));
    }

    @Override
    public NativeOperator visit(Concatenation operator) {
        ConcatenationParameters parameters = ConcatenationParameters.of(graph, index, operator);
        int[] bytes = java.util.Arrays.stream(parameters.elements()).map(e -> e * parameters.elementBytes()).toArray();
        return create((a, op) -> lanewise_create_concatenation(parameters.rows(), a.ints(bytes), bytes.length, op));
    }

    @Override
    public NativeOperator visit(Pad operator) {
        PadParameters pad = PadParameters.of(graph, index, operator);
        // Real 0: the zero point in int8, all bits 0 in float32.
        byte[] value = isFloat() ? new byte[Float.BYTES]
                : new byte[] {(byte) graph.tensor(operator.output()).quantization().zeroPoint()};
        return create((a, op) -> lanewise_create_pad(pad.inputDims().length, a.ints(pad.inputDims()), a.ints(pad.before()),
                a.ints(pad.after()), value.length, a.bytes(value), op));
    }

    @Override
    public NativeOperator visit(Reshape operator) {
        ElementwiseShape.of(graph, index, operator);
        int bytes = Math.toIntExact(graph.tensor(operator.output()).bytes());
        return create((a, op) -> lanewise_create_copy(bytes, op));
    }

    @Override
    public NativeOperator visit(Unary operator) {
        return isFloat() ? null : lookup(operator, LookupTable.of(graph, index, operator));
    }

    @Override
    public NativeOperator visit(LeakyRelu operator) {
        return isFloat() ? null : lookup(operator, LookupTable.of(graph, index, operator));
    }

    private NativeOperator lookup(Operator operator, LookupTable table) {
        int elements = ElementwiseShape.of(graph, index, operator).elements();
        return create((a, op) -> lanewise_create_lookup_s8(elements, a.bytes(table.values()), op));
    }

    @Override
    public NativeOperator visit(Prelu operator) {
        return null;
    }

    @Override
    public NativeOperator visit(Binary operator) {
        return null;
    }

    @Override
    public NativeOperator visit(Transpose operator) {
        return null;
    }

    @Override
    public NativeOperator visit(Slice operator) {
        return null;
    }

    @Override
    public NativeOperator visit(Reduce operator) {
        return null;
    }

    @Override
    public NativeOperator visit(Resize operator) {
        return null;
    }

    @Override
    public NativeOperator visit(BatchMatMul operator) {
        return null;
    }

    /**
     * Whether a float operator belongs to integers, as it may in a graph of ONNX's rounding. Functions and sums that native
     * and Java kernels do not round alike are then Java's, so that integers are the same everywhere.
     */
    private boolean mayDiffer() {
        return graph.rounding() == Rounding.ONNX;
    }

    private boolean isFloat() {
        return Arithmetic.of(graph, index) == Arithmetic.FLOAT32;
    }

    private ActivationRange range(Activation activation, int tensor) {
        return ActivationRange.of(activation, graph.tensor(tensor).quantization());
    }

    private NativeOperator create(Create function) {
        NativeOperator op = new NativeOperator();
        try (Scratch arguments = new Scratch()) {
            int status = function.call(arguments, op);
            if (status != LANEWISE_OK) {
                throw new ModelException(graph.name(), graph.describe(index) + ": " + (status == LANEWISE_OUT_OF_MEMORY
                        ? "no memory for its packed weights"
                        : "the native library refused " + graph.operators().get(index) + " with status " + status));
            }
        }
        return op;
    }
}
