// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.MemoryReport;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Signature;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a model file holds.
 *
 * @param model its path
 * @param fileBytes size of the file
 * @param signatures of the file, of which this is one's graph; none where it has none
 * @param inputs tensors that the caller fills
 * @param outputs tensors that the caller reads
 * @param operators in order of execution
 * @param macs multiply-accumulates of one inference
 * @param weightBytes size of the constants that operators read
 * @param backend what would run it on this machine
 * @param memory what one session would take
 */
record Inspection(
        String model,
        long fileBytes,
        List<SignatureInfo> signatures,
        List<TensorInfo> inputs,
        List<TensorInfo> outputs,
        List<OperatorInfo> operators,
        long macs,
        long weightBytes,
        String backend,
        MemoryReport memory) {

    /** A signature: its key, and its names for inputs and outputs. */
    record SignatureInfo(String key, List<String> inputs, List<String> outputs) {

        static SignatureInfo of(Signature signature) {
            return new SignatureInfo(
                    signature.key(),
                    List.copyOf(signature.inputs().keySet()),
                    List.copyOf(signature.outputs().keySet()));
        }
    }

    /**
     * A tensor.
     *
     * @param index its place in the file
     * @param type element type in lower case
     * @param constant whether the file holds its values
     * @param scales one, or one for each channel; empty without quantization
     * @param zeroPoints as many as scales
     * @param axis dimension of the channels; -1 with one scale or none
     */
    record TensorInfo(
            int index,
            String name,
            String type,
            int[] shape,
            boolean constant,
            float[] scales,
            int[] zeroPoints,
            int axis) {

        static TensorInfo of(Graph graph, int index) {
            Tensor tensor = graph.tensor(index);
            Quantization quantization = tensor.quantization();
            int channels = quantization == null ? 0 : quantization.channels();
            float[] scales = new float[channels];
            int[] zeroPoints = new int[channels];
            for (int c = 0; c < channels; c++) {
                scales[c] = quantization.scale(c);
                zeroPoints[c] = quantization.zeroPoint(c);
            }
            return new TensorInfo(
                    index,
                    tensor.name(),
                    tensor.type().label(),
                    tensor.shape().dims(),
                    tensor.isConstant(),
                    scales,
                    zeroPoints,
                    quantization == null ? -1 : quantization.axis());
        }

        /** For example {@code int8[1,32,32,16]}. */
        String description() {
            return type + Arrays.toString(shape).replace(" ", "");
        }

        /** For example {@code 0.0235294, -128}, {@code 16 scales} or {@code -}. */
        String quantization() {
            return axis >= 0 ? scales.length + " scales" : scales.length == 0 ? "-" : scales[0] + ", " + zeroPoints[0];
        }
    }

    /**
     * An operator.
     *
     * @param kind TFLite's name
     * @param macs multiply-accumulates of one inference
     * @param weightBytes size of its constants
     */
    record OperatorInfo(
            int index, String kind, List<TensorInfo> inputs, TensorInfo output, long macs, long weightBytes) {

        /** The first constant, for example {@code int8[16,3,3,3]}, or {@code -}. */
        String weights() {
            return inputs.stream()
                    .filter(TensorInfo::constant)
                    .map(TensorInfo::description)
                    .findFirst()
                    .orElse("-");
        }
    }

    static Inspection of(Graph graph, long fileBytes, List<Signature> signatures, Session session) {
        List<OperatorInfo> operators = IntStream.range(0, graph.operators().size())
                .mapToObj(i -> operator(graph, i))
                .toList();
        return new Inspection(
                graph.name(),
                fileBytes,
                signatures.stream().map(SignatureInfo::of).toList(),
                tensors(graph, graph.inputs()),
                tensors(graph, graph.outputs()),
                operators,
                operators.stream().mapToLong(OperatorInfo::macs).sum(),
                constantBytes(graph, graph.operators()),
                session.backend(),
                session.memory());
    }

    private static OperatorInfo operator(Graph graph, int index) {
        Operator operator = graph.operators().get(index);
        return new OperatorInfo(
                index,
                operator.kind(),
                tensors(graph, operator.inputs()),
                TensorInfo.of(graph, operator.outputs().get(0)),
                operator.macs(graph),
                constantBytes(graph, List.of(operator)));
    }

    /** Size of the constants that operators read, each counted once. */
    private static long constantBytes(Graph graph, List<Operator> operators) {
        Set<Integer> counted = new HashSet<>();
        long bytes = 0;
        for (Operator operator : operators) {
            for (int input : operator.inputs()) {
                if (graph.tensor(input).isConstant() && counted.add(input)) {
                    bytes += graph.tensor(input).bytes();
                }
            }
        }
        return bytes;
    }

    private static List<TensorInfo> tensors(Graph graph, List<Integer> indices) {
        return indices.stream().map(i -> TensorInfo.of(graph, i)).toList();
    }
}
