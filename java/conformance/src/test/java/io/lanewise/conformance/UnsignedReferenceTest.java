// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The samples of int8, made uint8 and their weights asymmetric, give the bytes of TFLite's reference kernels of uint8,
 * on both backends.
 */
@OnOracle
class UnsignedReferenceTest {
    private static final int OFFSET = 128;

    /** What TFLite has no uint8 kernels for. */
    private static final Set<String> SIGNED_ONLY = Set.of(
            "ABS", "BATCH_MATMUL", "ELU", "EXP", "LOG", "NEG", "REDUCE_PROD", "RSQRT", "SQRT", "SQUARED_DIFFERENCE");

    static Stream<OperatorSample> samples() {
        return OperatorSamples.of(Form.INT8)
                .filter(sample -> sample.inTflite().contains(Form.INT8))
                .filter(sample -> !SIGNED_ONLY.contains(
                        sample.draw(0, Form.INT8).operator().kind()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void givesTheReferencesBytes(OperatorSample sample) {
        try (TfliteOracle oracle = new TfliteOracle()) {
            for (int number = 0; number < Counts.CASES; number++) {
                OperatorCase drawn = sample.draw(number, Form.INT8);
                Graph graph = unsigned(drawn.graph(), new Random(number));
                byte[] record = inputs(drawn);
                String what = sample + " case " + number + ' ' + new OperatorCase(graph, record);
                ByteBuffer file = TfliteWriter.encode(graph);
                byte[] expected = oracle.run(file, record);
                Model model = Model.read(what, file);
                for (Backend backend : List.of(Backend.JAVA, Backend.NATIVE)) {
                    SameBytes.check(model, expected, ModelRun.run(model, backend, record, 1), () -> what);
                }
            }
        }
    }

    private static Graph unsigned(Graph graph, Random random) {
        List<Tensor> tensors = new ArrayList<>(graph.tensors());
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            if (tensor.type() == DataType.INT8 && tensor.quantization() != null) {
                // Mostly near the middle, where sums do not grow out of the output's range.
                int zeroPoint = isWeight(graph, i)
                        ? random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(118, 139)
                        : tensor.quantization().zeroPoint() + OFFSET;
                tensors.set(
                        i,
                        new Tensor(
                                tensor.name(),
                                DataType.UINT8,
                                tensor.shape(),
                                Quantization.perTensor(tensor.quantization().scale(), zeroPoint),
                                tensor.isConstant() ? flipped(tensor.data()) : null));
            }
        }
        for (Operator operator : graph.operators()) {
            if (operator instanceof WeightedOperator weighted && weighted.bias() >= 0) {
                float scale = tensors.get(weighted.input()).quantization().scale()
                        * tensors.get(weighted.weights()).quantization().scale();
                Tensor bias = tensors.get(weighted.bias());
                tensors.set(weighted.bias(), bias.withQuantization(Quantization.perTensor(scale, 0)));
            }
        }
        return graph.with(tensors, graph.operators(), graph.inputs(), graph.outputs());
    }

    private static boolean isWeight(Graph graph, int tensor) {
        return graph.operators().stream()
                .anyMatch(operator -> operator instanceof WeightedOperator weighted && weighted.weights() == tensor);
    }

    private static ByteBuffer flipped(ByteBuffer bytes) {
        byte[] flipped = new byte[bytes.remaining()];
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] = (byte) (bytes.get(i) ^ OFFSET);
        }
        return ByteBuffer.wrap(flipped);
    }

    /** Of int8 inputs the same reals; floats stay. */
    private static byte[] inputs(OperatorCase drawn) {
        byte[] record = drawn.inputs().clone();
        int at = 0;
        for (int input : drawn.graph().inputs()) {
            Tensor tensor = drawn.graph().tensor(input);
            for (int i = 0;
                    i < tensor.bytes() && tensor.type() == DataType.INT8 && tensor.quantization() != null;
                    i++) {
                record[at + i] ^= (byte) OFFSET;
            }
            at += (int) tensor.bytes();
        }
        return record;
    }
}
