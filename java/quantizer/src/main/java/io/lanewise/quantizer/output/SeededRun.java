// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One inference on an input that is always the same: any integers, reals of the range that a QUANTIZE takes from
 * them, and else of -1 to 1.
 */
final class SeededRun {
    private static final long SEED = 20;

    private SeededRun() {}

    /** The bytes of each output. */
    static List<byte[]> outputs(Model model) {
        try (Session session = model.newSession()) {
            run(model, session);
            List<byte[]> outputs = new ArrayList<>();
            for (int i = 0; i < model.outputs().size(); i++) {
                outputs.add(session.output(i).bytes());
            }
            return outputs;
        }
    }

    private static void run(Model model, Session session) {
        Random random = new Random(SEED);
        for (int i = 0; i < model.inputs().size(); i++) {
            session.input(i).put(values(model.graph(), model.graph().inputs().get(i), random));
        }
        session.run();
    }

    private static byte[] values(Graph graph, int input, Random random) {
        Tensor tensor = graph.tensor(input);
        byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
        if (tensor.type() == DataType.FLOAT32) {
            Optional<Tensor> quantized = graph.operators().stream()
                    .filter(operator ->
                            operator instanceof Quantize && operator.inputs().get(0) == input)
                    .map(operator -> graph.tensor(operator.output()))
                    .findFirst();
            ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (floats.hasRemaining()) {
                float place = random.nextFloat();
                floats.putFloat(quantized.isEmpty() ? 2 * place - 1 : real(quantized.get(), place));
            }
        } else if (tensor.quantization() != null) {
            random.nextBytes(bytes);
        }
        // Whole numbers may be indices, of which only 0 is sure to be in range.
        return bytes;
    }

    /** A real of the range that a tensor's integers have; {@code place} in it is 0 to 1. */
    private static float real(Tensor quantized, float place) {
        int half = 1 << 8 * quantized.type().bytes() - 1;
        return quantized.quantization().scale()
                * (2 * half * place - half - quantized.quantization().zeroPoint());
    }

    /**
     * Which operator of the first model is the first whose values the other has otherwise, as the end of a sentence.
     * Operators are matched by the names and shapes of what they write; empty if none can be named.
     */
    static String firstDifferentOperator(Model expected, Model actual) {
        SessionOptions options = SessionOptions.defaults().keepingAllTensors();
        try (Session one = expected.newSession(options);
                Session other = actual.newSession(options)) {
            run(expected, one);
            run(actual, other);
            Map<String, Integer> places = new HashMap<>();
            actual.graph().operators().stream()
                    .flatMap(operator -> operator.outputs().stream())
                    .forEach(output -> places.put(actual.graph().tensor(output).name(), output));
            Graph graph = expected.graph();
            for (int i = 0; i < graph.operators().size(); i++) {
                for (int output : graph.operators().get(i).outputs()) {
                    Tensor tensor = graph.tensor(output);
                    Integer place = places.get(tensor.name());
                    if (place != null
                            && alike(tensor, actual.graph().tensor(place))
                            && OutputDifference.count(
                                            expected,
                                            tensor,
                                            one.tensor(output).bytes(),
                                            other.tensor(place).bytes())
                                    > 0) {
                        return ", first at " + graph.describe(i);
                    }
                }
            }
            return "";
        } catch (ModelException e) {
            // Memory for every tensor may be more than there is.
            return "";
        }
    }

    private static boolean alike(Tensor one, Tensor other) {
        return one.type() == other.type() && one.shape().equals(other.shape());
    }
}
