// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.kernels.AddParameters;
import io.lanewise.kernels.AffineParameters;
import io.lanewise.kernels.Arithmetic;
import io.lanewise.kernels.BinaryForms;
import io.lanewise.kernels.Broadcast;
import io.lanewise.kernels.ConcatenationParameters;
import io.lanewise.kernels.DynamicScaling;
import io.lanewise.kernels.ElementwiseShape;
import io.lanewise.kernels.FullyConnectedRequantization;
import io.lanewise.kernels.FullyConnectedShape;
import io.lanewise.kernels.LeakyReluParameters;
import io.lanewise.kernels.LogisticInt16Parameters;
import io.lanewise.kernels.LookupTable;
import io.lanewise.kernels.MatrixShape;
import io.lanewise.kernels.MeanParameters;
import io.lanewise.kernels.MulParameters;
import io.lanewise.kernels.NearestCells;
import io.lanewise.kernels.PadParameters;
import io.lanewise.kernels.ReductionShape;
import io.lanewise.kernels.Requantization;
import io.lanewise.kernels.ResizeGeometry;
import io.lanewise.kernels.SoftmaxInt16Parameters;
import io.lanewise.kernels.SoftmaxParameters;
import io.lanewise.kernels.SoftmaxShape;
import io.lanewise.kernels.StridedView;
import io.lanewise.kernels.UnaryFunctions;
import io.lanewise.kernels.Weights;
import io.lanewise.kernels.WindowGeometry;
import io.lanewise.operators.Activation;
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
import io.lanewise.operators.elementwise.BinaryFunction;
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
import io.lanewise.operators.reduction.ReduceFunction;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.plan.Plan;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;

/** The kernel of each kind of operator, by the type of its activations. Refuses what cannot run. */
record KernelChooser(Plan plan, int index) implements OperatorVisitor<Kernel> {

    private Graph graph() {
        return plan.graph();
    }

    private boolean isInt8() {
        return Arithmetic.of(graph(), index) == Arithmetic.INT8;
    }

    private boolean isInt16() {
        return Arithmetic.of(graph(), index) == Arithmetic.INT16;
    }

    private ActivationRange range(Activation activation, int tensor) {
        Quantization quantization = graph().tensor(tensor).quantization();
        return graph().tensor(tensor).type() == DataType.INT16 ? ActivationRange.ofInt16(activation, quantization)
                : ActivationRange.of(activation, quantization);
    }

    private int place(int tensor) {
        return Arena.place(plan, tensor);
    }

    private int elements(Operator operator) {
        return ElementwiseShape.of(graph(), index, operator).elements();
    }

    @Override
    public Kernel visit(Conv2d operator) {
        boolean int8 = isInt8();
        WindowGeometry window = WindowGeometry.of(graph(), index, operator);
        if (DynamicScaling.is(graph(), operator)) {
            return new DynamicConv2dKernel(window, Weights.of(graph(), index, operator),
                    DynamicScaling.of(graph(), index, operator), operator.activation(), place(operator.input()),
                    place(operator.output()));
        }
        if (isInt16()) {
            return new Conv2dInt16Kernel(window, Weights.of(graph(), index, operator),
                    Requantization.of(graph(), index, operator), place(operator.input()), place(operator.output()));
        }
        return int8
                ? new Conv2dInt8Kernel(window, Int8Weights.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new Conv2dFloatKernel(window, Weights.of(graph(), index, operator), operator.activation(),
                        place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(DepthwiseConv2d operator) {
        boolean int8 = isInt8();
        WindowGeometry window = WindowGeometry.of(graph(), index, operator);
        if (DynamicScaling.is(graph(), operator)) {
            return new DynamicDepthwiseConv2dKernel(window, Weights.of(graph(), index, operator),
                    DynamicScaling.of(graph(), index, operator), operator.activation(), place(operator.input()),
                    place(operator.output()));
        }
        if (isInt16()) {
            return new DepthwiseConv2dInt16Kernel(window, Weights.of(graph(), index, operator),
                    Requantization.of(graph(), index, operator), place(operator.input()), place(operator.output()));
        }
        return int8
                ? new DepthwiseConv2dInt8Kernel(window, Int8Weights.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new DepthwiseConv2dFloatKernel(window, Weights.of(graph(), index, operator), operator.activation(),
                        place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(FullyConnected operator) {
        boolean int8 = isInt8();
        FullyConnectedShape shape = FullyConnectedShape.of(graph(), index, operator);
        if (DynamicScaling.is(graph(), operator)) {
            return new DynamicFullyConnectedKernel(shape, Weights.of(graph(), index, operator),
                    DynamicScaling.of(graph(), index, operator), operator.activation(), place(operator.input()),
                    place(operator.output()));
        }
        if (isInt16()) {
            return new FullyConnectedInt16Kernel(shape, Weights.of(graph(), index, operator),
                    FullyConnectedRequantization.of(graph(), index, operator), place(operator.input()),
                    place(operator.output()));
        }
        return int8
                ? new FullyConnectedInt8Kernel(shape, Int8Weights.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new FullyConnectedFloatKernel(shape, Weights.of(graph(), index, operator), operator.activation(),
                        place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(AveragePool2d operator) {
        boolean int8 = isInt8();
        WindowGeometry window = WindowGeometry.of(graph(), index, operator);
        if (isInt16()) {
            return new AveragePool2dInt16Kernel(window, range(operator.activation(), operator.output()), place(operator.input()),
                    place(operator.output()));
        }
        return int8
                ? new AveragePool2dInt8Kernel(window, ActivationRange.of(operator.activation(),
                        graph().tensor(operator.output()).quantization()), place(operator.input()), place(operator.output()))
                : new AveragePool2dFloatKernel(window, operator.activation(), place(operator.input()),
                        place(operator.output()));
    }

    @Override
    public Kernel visit(MaxPool2d operator) {
        boolean int8 = isInt8();
        WindowGeometry window = WindowGeometry.of(graph(), index, operator);
        if (isInt16()) {
            return new MaxPool2dInt16Kernel(window, range(operator.activation(), operator.output()), place(operator.input()),
                    place(operator.output()));
        }
        return int8
                ? new MaxPool2dInt8Kernel(window, ActivationRange.of(operator.activation(),
                        graph().tensor(operator.output()).quantization()), place(operator.input()), place(operator.output()))
                : new MaxPool2dFloatKernel(window, operator.activation(), place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Mean operator) {
        boolean int8 = isInt8();
        ReductionShape shape = ReductionShape.of(graph(), index, operator);
        if (isInt16()) {
            return new MeanInt16Kernel(shape, MeanParameters.of(graph(), index, operator), place(operator.input()),
                    place(operator.output()));
        }
        return int8
                ? new MeanInt8Kernel(shape, MeanParameters.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new MeanFloatKernel(shape, place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Add operator) {
        boolean int8 = isInt8();
        BroadcastLoop loop = new BroadcastLoop(Broadcast.of(graph(), index, operator), place(operator.left()),
                place(operator.right()), place(operator.output()));
        if (isInt16()) {
            return new AddInt16Kernel(loop, AddParameters.of(graph(), index, operator));
        }
        return int8
                ? new AddInt8Kernel(loop, AddParameters.of(graph(), index, operator), 1)
                : new AddFloatKernel(loop, operator.activation());
    }

    @Override
    public Kernel visit(Mul operator) {
        boolean int8 = isInt8();
        BroadcastLoop loop = new BroadcastLoop(Broadcast.of(graph(), index, operator), place(operator.left()),
                place(operator.right()), place(operator.output()));
        if (isInt16()) {
            return new MulInt16Kernel(loop, MulParameters.of(graph(), index, operator));
        }
        return int8
                ? new MulInt8Kernel(loop, MulParameters.of(graph(), index, operator))
                : new MulFloatKernel(loop, operator.activation());
    }

    @Override
    public Kernel visit(Logistic operator) {
        boolean int8 = isInt8();
        int elements = elements(operator);
        if (isInt16()) {
            return new LogisticInt16Kernel(elements, LogisticInt16Parameters.of(graph(), index, operator),
                    place(operator.input()), place(operator.output()));
        }
        return int8
                ? new LookupInt8Kernel(elements, LookupTable.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new LogisticFloatKernel(elements, place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Relu operator) {
        boolean int8 = isInt8();
        int elements = elements(operator);
        if (isInt16()) {
            return new RequantizeInt16Kernel(elements, Requantization.of(graph(), index, operator), true, true,
                    place(operator.input()), place(operator.output()));
        }
        return int8
                ? new RequantizeKernel(elements, Requantization.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new ClampFloatKernel(elements, operator.activation(), place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Softmax operator) {
        boolean int8 = isInt8();
        SoftmaxShape shape = SoftmaxShape.of(graph(), index, operator);
        if (isInt16()) {
            return new SoftmaxInt16Kernel(shape, SoftmaxInt16Parameters.of(graph(), index, operator), place(operator.input()),
                    place(operator.output()));
        }
        return int8
                ? new SoftmaxInt8Kernel(shape, SoftmaxParameters.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new SoftmaxFloatKernel(shape, operator.beta(), place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Concatenation operator) {
        ConcatenationParameters parameters = ConcatenationParameters.of(graph(), index, operator);
        int[] inputs = operator.inputs().stream().mapToInt(this::place).toArray();
        return new ConcatenationKernel(parameters, Arithmetic.of(graph(), index).type(), inputs, place(operator.output()));
    }

    @Override
    public Kernel visit(Pad operator) {
        PadParameters parameters = PadParameters.of(graph(), index, operator);
        int zeroPoint = isInt8() ? graph().tensor(operator.output()).quantization().zeroPoint() : 0;
        return new PadKernel(parameters, Arithmetic.of(graph(), index).type(), zeroPoint, place(operator.input()),
                place(operator.output()));
    }

    @Override
    public Kernel visit(Reshape operator) {
        return new CopyKernel(elements(operator), Arithmetic.of(graph(), index).type(), place(operator.input()),
                place(operator.output()));
    }

    @Override
    public Kernel visit(Quantize operator) {
        int elements = elements(operator);
        boolean fromInt16 = graph().tensor(operator.input()).type() == DataType.INT16;
        boolean toInt16 = graph().tensor(operator.output()).type() == DataType.INT16;
        if (graph().tensor(operator.input()).type() == DataType.FLOAT32 && toInt16) {
            return new QuantizeInt16Kernel(elements, AffineParameters.of(graph(), index, operator), place(operator.input()),
                    place(operator.output()));
        }
        if (fromInt16 || toInt16) {
            return new RequantizeInt16Kernel(elements, Requantization.of(graph(), index, operator), fromInt16, toInt16,
                    place(operator.input()), place(operator.output()));
        }
        return graph().tensor(operator.input()).type() == DataType.INT8
                ? new RequantizeKernel(elements, Requantization.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new QuantizeKernel(elements, AffineParameters.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()));
    }

    @Override
    public Kernel visit(Dequantize operator) {
        if (graph().tensor(operator.input()).type() == DataType.INT16) {
            return new DequantizeInt16Kernel(elements(operator), AffineParameters.of(graph(), index, operator),
                    place(operator.input()), place(operator.output()));
        }
        return new DequantizeKernel(elements(operator), AffineParameters.of(graph(), index, operator),
                place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Unary operator) {
        boolean int8 = isInt8();
        int elements = elements(operator);
        return int8
                ? new LookupInt8Kernel(elements, LookupTable.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new UnaryFloatKernel(elements, UnaryFunctions.of(operator.function()), place(operator.input()),
                        place(operator.output()));
    }

    @Override
    public Kernel visit(LeakyRelu operator) {
        boolean int8 = isInt8();
        int elements = elements(operator);
        return int8
                ? new LookupInt8Kernel(elements, LookupTable.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new LeakyReluFloatKernel(elements, operator.alpha(), place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Prelu operator) {
        boolean int8 = isInt8();
        BroadcastLoop loop = new BroadcastLoop(Broadcast.of(graph(), index, operator), place(operator.input()),
                place(operator.slope()), place(operator.output()));
        return int8
                ? new PreluInt8Kernel(loop, LeakyReluParameters.of(graph(), index, operator))
                : new PreluFloatKernel(loop);
    }

    @Override
    public Kernel visit(Binary operator) {
        boolean int8 = isInt8();
        BroadcastLoop loop = new BroadcastLoop(Broadcast.of(graph(), index, operator), place(operator.left()),
                place(operator.right()), place(operator.output()));
        if (!int8) {
            return BinaryFloatKernel.of(loop, operator);
        }
        BinaryForms.requireInt8(graph(), index, operator);
        return operator.function() == BinaryFunction.SUB
                ? new AddInt8Kernel(loop, AddParameters.ofDifference(graph(), index, operator), -1)
                : new ExtremeInt8Kernel(loop, operator.function() == BinaryFunction.MAXIMUM);
    }

    @Override
    public Kernel visit(Transpose operator) {
        return new StridedCopyKernel(StridedView.of(graph(), index, operator), Arithmetic.of(graph(), index).type(),
                place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Slice operator) {
        return new StridedCopyKernel(StridedView.of(graph(), index, operator), Arithmetic.of(graph(), index).type(),
                place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Reduce operator) {
        boolean int8 = isInt8();
        ReductionShape shape = ReductionShape.of(graph(), index, operator);
        return int8
                ? new ReduceExtremeInt8Kernel(shape, operator.function() == ReduceFunction.MAX, place(operator.input()),
                        place(operator.output()))
                : new ReduceFloatKernel(shape, operator.function(), place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Resize operator) {
        boolean int8 = isInt8();
        ResizeGeometry geometry = ResizeGeometry.of(graph(), index, operator);
        int input = place(operator.input());
        int output = place(operator.output());
        if (operator.method() == ResizeMethod.BILINEAR) {
            return int8 ? new ResizeBilinearInt8Kernel(geometry, operator, input, output)
                    : new ResizeBilinearFloatKernel(geometry, operator, input, output);
        }
        return new ResizeNearestKernel(geometry, NearestCells.of(operator, geometry.inputHeight(), geometry.outputHeight()),
                NearestCells.of(operator, geometry.inputWidth(), geometry.outputWidth()), Arithmetic.of(graph(), index).type(),
                input, output);
    }

    @Override
    public Kernel visit(BatchMatMul operator) {
        MatrixShape shape = MatrixShape.of(graph(), index, operator);
        return new BatchMatMulFloatKernel(shape, place(operator.left()), place(operator.right()), place(operator.output()));
    }
}
