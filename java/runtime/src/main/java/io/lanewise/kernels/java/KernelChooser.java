// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.graph.Add;
import io.lanewise.graph.AveragePool2d;
import io.lanewise.graph.Concatenation;
import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.Dequantize;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Logistic;
import io.lanewise.graph.MaxPool2d;
import io.lanewise.graph.Mean;
import io.lanewise.graph.Mul;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.graph.Pad;
import io.lanewise.graph.Quantize;
import io.lanewise.graph.Relu;
import io.lanewise.graph.Reshape;
import io.lanewise.graph.Softmax;
import io.lanewise.kernels.AddParameters;
import io.lanewise.kernels.AffineParameters;
import io.lanewise.kernels.Arithmetic;
import io.lanewise.kernels.Broadcast;
import io.lanewise.kernels.ConcatenationParameters;
import io.lanewise.kernels.ElementwiseShape;
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
import io.lanewise.plan.Plan;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.tensor.DataType;

/** The kernel of each kind of operator, by the type of its activations. Refuses what cannot run. */
record KernelChooser(Plan plan, int index) implements OperatorVisitor<Kernel> {

    private Graph graph() {
        return plan.graph();
    }

    private boolean isInt8() {
        return Arithmetic.of(graph(), index) == Arithmetic.INT8;
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
        Weights weights = Weights.of(graph(), index, operator);
        return int8
                ? new Conv2dInt8Kernel(window, weights, Requantization.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new Conv2dFloatKernel(window, weights, operator.activation(), place(operator.input()),
                        place(operator.output()));
    }

    @Override
    public Kernel visit(DepthwiseConv2d operator) {
        boolean int8 = isInt8();
        WindowGeometry window = WindowGeometry.of(graph(), index, operator);
        Weights weights = Weights.of(graph(), index, operator);
        return int8
                ? new DepthwiseConv2dInt8Kernel(window, weights, Requantization.of(graph(), index, operator),
                        place(operator.input()), place(operator.output()))
                : new DepthwiseConv2dFloatKernel(window, weights, operator.activation(), place(operator.input()),
                        place(operator.output()));
    }

    @Override
    public Kernel visit(FullyConnected operator) {
        boolean int8 = isInt8();
        FullyConnectedShape shape = FullyConnectedShape.of(graph(), index, operator);
        Weights weights = Weights.of(graph(), index, operator);
        return int8
                ? new FullyConnectedInt8Kernel(shape, weights, FullyConnectedRequantization.of(graph(), index, operator),
                        place(operator.input()), place(operator.output()))
                : new FullyConnectedFloatKernel(shape, weights, operator.activation(), place(operator.input()),
                        place(operator.output()));
    }

    @Override
    public Kernel visit(AveragePool2d operator) {
        boolean int8 = isInt8();
        WindowGeometry window = WindowGeometry.of(graph(), index, operator);
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
        return int8
                ? new MaxPool2dInt8Kernel(window, ActivationRange.of(operator.activation(),
                        graph().tensor(operator.output()).quantization()), place(operator.input()), place(operator.output()))
                : new MaxPool2dFloatKernel(window, operator.activation(), place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Mean operator) {
        boolean int8 = isInt8();
        ReductionShape shape = ReductionShape.of(graph(), index, operator);
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
        return int8
                ? new AddInt8Kernel(loop, AddParameters.of(graph(), index, operator))
                : new AddFloatKernel(loop, operator.activation());
    }

    @Override
    public Kernel visit(Mul operator) {
        boolean int8 = isInt8();
        BroadcastLoop loop = new BroadcastLoop(Broadcast.of(graph(), index, operator), place(operator.left()),
                place(operator.right()), place(operator.output()));
        return int8
                ? new MulInt8Kernel(loop, MulParameters.of(graph(), index, operator))
                : new MulFloatKernel(loop, operator.activation());
    }

    @Override
    public Kernel visit(Logistic operator) {
        boolean int8 = isInt8();
        int elements = elements(operator);
        return int8
                ? new LookupInt8Kernel(elements, LookupTable.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new LogisticFloatKernel(elements, place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Relu operator) {
        boolean int8 = isInt8();
        int elements = elements(operator);
        return int8
                ? new RequantizeKernel(elements, Requantization.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new ClampFloatKernel(elements, operator.activation(), place(operator.input()), place(operator.output()));
    }

    @Override
    public Kernel visit(Softmax operator) {
        boolean int8 = isInt8();
        SoftmaxShape shape = SoftmaxShape.of(graph(), index, operator);
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
        return graph().tensor(operator.input()).type() == DataType.INT8
                ? new RequantizeKernel(elements, Requantization.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()))
                : new QuantizeKernel(elements, AffineParameters.of(graph(), index, operator), place(operator.input()),
                        place(operator.output()));
    }

    @Override
    public Kernel visit(Dequantize operator) {
        return new DequantizeKernel(elements(operator), AffineParameters.of(graph(), index, operator),
                place(operator.input()), place(operator.output()));
    }
}
