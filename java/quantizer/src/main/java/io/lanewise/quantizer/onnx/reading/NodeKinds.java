// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.activation.UnaryFunction;
import io.lanewise.operators.elementwise.BinaryFunction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The one table of ONNX operators that can be read. */
final class NodeKinds {

    /** Makes a node's results. */
    interface Reader {
        List<Value> read(Node node, Emission emission);
    }

    private interface Single {
        Value read(Node node, Emission emission);
    }

    private static final Map<String, Reader> READERS = new TreeMap<>();

    static {
        add("Add", FunctionNodes::add);
        add("AveragePool", PoolingNodes::averagePool);
        add("BatchNormalization", NormalizationNodes::batch);
        add("Cast", NodeKinds::cast);
        add("Celu", FunctionNodes::celu);
        add("Clip", FunctionNodes::clip);
        add("Concat", ShapeNodes::concat);
        add("Conv", ConvolutionNodes::conv);
        add("ConvInteger", IntegerNodes::convInteger);
        add("ConvTranspose", ConvolutionNodes::convTranspose);
        add("DepthToSpace", ShapeNodes::depthToSpace);
        add("DequantizeLinear", QuantizationNodes::dequantize);
        add("Div", FunctionNodes::div);
        add("Dropout", NodeKinds::dropout);
        READERS.put("DynamicQuantizeLinear", QuantizationNodes::quantizeDynamically);
        add("Elu", FunctionNodes::elu);
        add("Expand", ShapeNodes::expand);
        add("Flatten", ShapeNodes::flatten);
        add("Gather", SliceNodes::gather);
        add("Gelu", FunctionNodes::gelu);
        add("Gemm", MatrixNodes::gemm);
        add("GlobalAveragePool", PoolingNodes::globalAveragePool);
        add("GlobalMaxPool", PoolingNodes::globalMaxPool);
        add("GroupNormalization", NormalizationNodes::group);
        add("HardSigmoid", FunctionNodes::hardSigmoid);
        add("Identity", FunctionNodes::identity);
        add("InstanceNormalization", NormalizationNodes::instance);
        add("LRN", NormalizationNodes::localResponse);
        READERS.put("LayerNormalization", NormalizationNodes::layer);
        add("LeakyRelu", FunctionNodes::leakyRelu);
        add("LogSoftmax", ReductionNodes::logSoftmax);
        add("MatMul", MatrixNodes::matMul);
        add("MatMulInteger", IntegerNodes::matMulInteger);
        add("Max", (node, emission) -> FunctionNodes.extreme(BinaryFunction.MAXIMUM, node, emission));
        add("MaxPool", PoolingNodes::maxPool);
        add("Mean", FunctionNodes::mean);
        add("Min", (node, emission) -> FunctionNodes.extreme(BinaryFunction.MINIMUM, node, emission));
        add("Mish", FunctionNodes::mish);
        add("Mul", FunctionNodes::mul);
        add("PRelu", FunctionNodes::prelu);
        add("Pad", SliceNodes::pad);
        add("Pow", FunctionNodes::pow);
        add("QLinearConv", IntegerNodes::linearConv);
        add("QLinearMatMul", IntegerNodes::linearMatMul);
        add("QuantizeLinear", QuantizationNodes::quantize);
        add("RMSNormalization", NormalizationNodes::rootMeanSquare);
        add("Reciprocal", FunctionNodes::reciprocal);
        add("ReduceL1", ReductionNodes::l1);
        add("ReduceL2", ReductionNodes::l2);
        add("ReduceLogSum", ReductionNodes::logSum);
        add("ReduceLogSumExp", ReductionNodes::logSumExp);
        add("ReduceMean", ReductionNodes::mean);
        add("ReduceSumSquare", ReductionNodes::sumOfSquares);
        add("Relu", FunctionNodes::relu);
        add("Reshape", ShapeNodes::reshape);
        add("Resize", ResizeNodes::resize);
        add("Selu", FunctionNodes::selu);
        add("Sigmoid", FunctionNodes::sigmoid);
        add("Slice", SliceNodes::slice);
        add("Softmax", ReductionNodes::softmax);
        add("Softplus", FunctionNodes::softplus);
        add("Softsign", FunctionNodes::softsign);
        add("SpaceToDepth", ShapeNodes::spaceToDepth);
        READERS.put("Split", SliceNodes::split);
        add("Squeeze", ShapeNodes::squeeze);
        add("Sub", (node, emission) -> FunctionNodes.binary(BinaryFunction.SUB, node, emission));
        add("Sum", FunctionNodes::sum);
        add("Swish", FunctionNodes::swish);
        add("Tile", ShapeNodes::tile);
        add("Transpose", ShapeNodes::transpose);
        add("Unsqueeze", ShapeNodes::unsqueeze);
        add("Upsample", ResizeNodes::upsample);
        unary("Abs", UnaryFunction.ABS);
        unary("Ceil", UnaryFunction.CEIL);
        unary("Exp", UnaryFunction.EXP);
        unary("Floor", UnaryFunction.FLOOR);
        unary("HardSwish", UnaryFunction.HARD_SWISH);
        unary("Log", UnaryFunction.LOG);
        unary("Neg", UnaryFunction.NEG);
        unary("Round", UnaryFunction.ROUND);
        unary("Sqrt", UnaryFunction.SQRT);
        unary("Tanh", UnaryFunction.TANH);
        reduce("ReduceMax", ReduceFunction.MAX);
        reduce("ReduceMin", ReduceFunction.MIN);
        reduce("ReduceProd", ReduceFunction.PROD);
        reduce("ReduceSum", ReduceFunction.SUM);
    }

    private NodeKinds() {
    }

    /** How to read a kind of node of ONNX's own domain; null if it is not supported. */
    static Reader of(String kind) {
        return READERS.get(kind);
    }

    /** All kinds, those that are only worked out on constants among them. */
    static TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(READERS.keySet());
        names.addAll(Folding.kinds());
        return names;
    }

    private static void add(String kind, Single reader) {
        READERS.put(kind, (node, emission) -> List.of(reader.read(node, emission)));
    }

    private static void unary(String kind, UnaryFunction function) {
        add(kind, (node, emission) -> FunctionNodes.unary(function, node, emission));
    }

    private static void reduce(String kind, ReduceFunction function) {
        add(kind, (node, emission) -> ReductionNodes.reduce(function, node, emission));
    }

    private static Value dropout(Node node, Emission emission) {
        Literal mode = node.hasInput(2) ? node.literal(2) : Literal.of(new long[1]);
        Refusal.unless(!mode.isReal(), "training_mode is of type %s instead of bool", mode.type());
        boolean trains = mode.single() != 0;
        Refusal.unless(!trains && (node.outputCount() < 2 || node.output(1).isEmpty()),
                "training mode and the mask are not supported; export the model for inference");
        return node.input(0);
    }

    /** Values that an inference computes are float32; casts to integers would make them something else. */
    private static Value cast(Node node, Emission emission) {
        ai.onnx.proto.OnnxMl.TensorProto.DataType to = ai.onnx.proto.OnnxMl.TensorProto.DataType.forNumber(node.integer("to", 0));
        Refusal.unless(to != null && Literal.isReal(to), "casts a computed value to %s", to);
        return node.input(0);
    }
}
