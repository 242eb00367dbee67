// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.conformance.OracleProcess.Answer;
import io.lanewise.conformance.OracleProcess.Status;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the oracles do though the formats say otherwise, or do not say: each with a smallest graph, which a test shows
 * them, so that the list shrinks when they mend it.
 */
final class KnownDefects {
    private static final Pattern BEYOND = Pattern.compile("NaN|Infinity|E3[78]");
    private static final Set<String> MAY_BE_INFINITE = Set.of("DIV", "POW", "EXP", "RSQRT", "LOG");

    /** Of TensorFlow Lite's reference kernels, 2.21. */
    static final List<Defect> TFLITE = List.of(
            refused(
                    "its reference resolver has no CEIL",
                    "Didn't find op for builtin opcode 'CEIL'",
                    DefectGraphs.unary(UnaryFunction.CEIL)),
            refused(
                    "its reference resolver has no ELU",
                    "Didn't find op for builtin opcode 'ELU'",
                    DefectGraphs.unary(UnaryFunction.ELU)),
            refused(
                    "its reference resolver has no ROUND",
                    "Didn't find op for builtin opcode 'ROUND'",
                    DefectGraphs.unary(UnaryFunction.ROUND)),
            refused(
                    "it refuses a fused bound that is more than 2^31 steps away",
                    "no_integer_overflow_from_quantization",
                    DefectGraphs.distantBound()),
            new Defect(
                    "RELU6 overflows where its bound is more than 2^31 steps away",
                    DefectGraphs.distantRelu(),
                    (graph, answer, difference) ->
                            graph.operators().stream().anyMatch(o -> o instanceof Relu && hasDistantBound(graph, o))),
            new Defect(
                    "so does RELU6 fused into a MAX_POOL_2D",
                    DefectGraphs.distantPool(),
                    (graph, answer, difference) -> graph.operators().stream()
                            .anyMatch(o -> o instanceof MaxPool2d && hasDistantBound(graph, o))),
            new Defect(
                    "int8 EXP converts floats beyond int32 to int32, which C++ leaves open",
                    DefectGraphs.overflowingExp(),
                    (graph, answer, difference) -> graph.operators().stream()
                            .anyMatch(o -> o instanceof Unary unary
                                    && unary.function() == UnaryFunction.EXP
                                    && overflows(graph, unary))),
            new Defect(
                    "dynamic-range convolutions with groups read a scale for each channel of one that there is",
                    DefectGraphs.oneScale(),
                    (graph, answer, difference) -> graph.operators().stream()
                            .anyMatch(o ->
                                    o instanceof WeightedOperator weighted && hasGroupsAndOneScale(graph, weighted))),
            new Defect(
                    "values beyond the largest float become it, in operators without an activation, too",
                    DefectGraphs.infinity(),
                    (graph, answer, difference) -> BEYOND.matcher(difference).find()
                            && graph.operators().stream().anyMatch(o -> MAY_BE_INFINITE.contains(o.kind()))),
            new Defect(
                    "paddings of more than 32,767 are cut to 16 bits",
                    DefectGraphs.widePadding(),
                    (graph, answer, difference) -> graph.operators().stream()
                            .map(KnownDefects::window)
                            .anyMatch(w -> w != null && Math.max(w.paddingTop(), w.paddingLeft()) > Short.MAX_VALUE)),
            new Defect(
                    "sums of int16 and int8 that scale to beyond int32 lose their upper bits",
                    DefectGraphs.distantBias(),
                    (graph, answer, difference) -> graph.operators().stream()
                            .anyMatch(o -> o instanceof WeightedOperator weighted && hasDistantBias(graph, weighted))),
            new Defect(
                    "BATCH_MATMUL takes several left matrices for one where they lie transposed and the right is one",
                    DefectGraphs.transposedMatrices(),
                    (graph, answer, difference) -> graph.operators().stream()
                            .anyMatch(o -> o instanceof BatchMatMul product
                                    && product.leftTransposed()
                                    && batch(graph, product.left()) > 1
                                    && batch(graph, product.right()) == 1)),
            new Defect(
                    "what reads a reshaped tensor may write over it though the one that was reshaped is read later",
                    DefectGraphs.readBehindItsShape(),
                    (graph, answer, difference) -> IntStream.range(
                                    0, graph.operators().size())
                            .anyMatch(i -> readsShapeOfWhatIsReadLater(graph, i))),
            new Defect(
                    "MAX_POOL_2D, MAXIMUM, MINIMUM and reductions to them drop NaN, ours keep it",
                    DefectGraphs.maximumOfNan(),
                    (graph, answer, difference) -> difference.contains("NaN")
                            && graph.operators().stream()
                                    .anyMatch(o ->
                                            o.kind().contains("MAX") || o.kind().contains("MIN"))),
            new Defect(
                    "TRANSPOSE_CONV adds nothing between what it lays a stride apart, ours NaN x 0 beside a NaN",
                    DefectGraphs.transposedNan(),
                    (graph, answer, difference) -> difference.contains("NaN")
                            && graph.operators().stream()
                                    .anyMatch(o -> o instanceof TransposeConv transposed && hasPhases(transposed))));

    /** Of ONNX Runtime 1.29. */
    static final List<Defect> ONNX_RUNTIME = List.of();

    /** Whether a defect explains what an oracle does. */
    interface Shows {
        boolean test(Graph graph, Answer answer, String difference);
    }

    /**
     * A defect.
     *
     * @param reason what the oracle does
     * @param minimal a graph of which it does
     * @param shows whether it explains an answer about a graph
     */
    record Defect(String reason, Graph minimal, Shows shows) {

        @Override
        public String toString() {
            return reason;
        }
    }

    private KnownDefects() {}

    /** The reason for what an oracle does; empty if it should not. */
    static String of(List<Defect> defects, Graph graph, Answer answer, String difference) {
        return defects.stream()
                .filter(defect -> defect.shows.test(graph, answer, difference))
                .map(Defect::reason)
                .findFirst()
                .orElse("");
    }

    private static Defect refused(String reason, String words, Graph minimal) {
        return new Defect(
                reason,
                minimal,
                (graph, answer, difference) ->
                        answer.status() == Status.REFUSED && answer.words().contains(words));
    }

    private static float scale(Graph graph, int tensor) {
        Quantization quantization = graph.tensor(tensor).quantization();
        return quantization == null ? Float.POSITIVE_INFINITY : quantization.scale();
    }

    private static boolean hasDistantBound(Graph graph, Operator operator) {
        float bound = operator.activation().maximum();
        return Float.isFinite(bound) && bound / scale(graph, operator.output()) >= 0x1p31;
    }

    private static boolean overflows(Graph graph, Unary exp) {
        Quantization in = graph.tensor(exp.input()).quantization();
        return in != null && Math.exp(in.scale() * (127 - in.zeroPoint())) / scale(graph, exp.output()) >= 0x1p31;
    }

    private static boolean hasPhases(TransposeConv transposed) {
        return transposed.window().strideHeight() * transposed.window().strideWidth() > 1;
    }

    private static boolean hasGroupsAndOneScale(Graph graph, WeightedOperator weighted) {
        Tensor weights = graph.tensor(weighted.weights());
        boolean groups = weighted instanceof DepthwiseConv2d
                || weighted instanceof Conv2d
                        && weights.shape().dim(3)
                                != graph.tensor(weighted.input()).shape().dim(3);
        return weighted.isDynamicRange(graph)
                && groups
                && weights.quantization().channels() == 1;
    }

    private static boolean hasDistantBias(Graph graph, WeightedOperator weighted) {
        Tensor bias = weighted.bias() < 0 ? null : graph.tensor(weighted.bias());
        if (bias == null || bias.type() != DataType.INT64 || bias.quantization() == null) {
            return false;
        }
        ByteBuffer sums = bias.data();
        double most = 0;
        for (int channel = 0; sums.hasRemaining(); channel++) {
            float scale = bias.quantization().isPerChannel()
                    ? bias.quantization().scale(channel)
                    : bias.quantization().scale();
            most = Math.max(most, Math.abs((double) sums.getLong()) * scale);
        }
        return most / scale(graph, weighted.output()) >= 0x1p31;
    }

    /** Whether an operator reads a tensor in another shape than some operator behind it does. */
    private static boolean readsShapeOfWhatIsReadLater(Graph graph, int index) {
        List<Operator> operators = graph.operators();
        return !(operators.get(index) instanceof Reshape)
                && operators.get(index).inputs().stream()
                        .anyMatch(input -> original(graph, input) != input
                                && operators.subList(index + 1, operators.size()).stream()
                                        .flatMap(later -> later.inputs().stream())
                                        .anyMatch(later -> original(graph, later) == original(graph, input)));
    }

    /** What a tensor was before it was reshaped; itself if it was not. */
    private static int original(Graph graph, int tensor) {
        return graph.operators().stream()
                .filter(o -> o instanceof Reshape && o.output() == tensor)
                .map(o -> original(graph, o.inputs().get(0)))
                .findFirst()
                .orElse(tensor);
    }

    /** Of operators that have one; else null. */
    private static Window window(Operator operator) {
        return operator instanceof Conv2d conv
                ? conv.window()
                : operator instanceof DepthwiseConv2d conv
                        ? conv.window()
                        : operator instanceof MaxPool2d pool
                                ? pool.window()
                                : operator instanceof AveragePool2d pool ? pool.window() : null;
    }

    /** The last outer dimension of matrices; 0 without. */
    private static int batch(Graph graph, int matrices) {
        Shape shape = graph.tensor(matrices).shape();
        return shape.rank() > 2 ? shape.dim(-3) : 0;
    }
}
