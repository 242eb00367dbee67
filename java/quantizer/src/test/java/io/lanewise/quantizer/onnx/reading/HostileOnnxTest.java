// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Small files that ask for much: for memory, for time, or for what no honest file has. */
class HostileOnnxTest {
    private static final int READINGS = 3;

    private static String refusal(OnnxModel model) {
        return assertThrows(ModelException.class, model::read).getMessage();
    }

    private static void exceedsTheBudget(OnnxModel model) {
        String message = refusal(model);
        assertTrue(message.startsWith("test.onnx: ") && message.contains("come to more than "), message);
    }

    private static OnnxModel model() {
        return new OnnxModel(13)
                .input("x", 1, 4)
                .node("Relu", List.of("x"), "y")
                .output("y");
    }

    /** Eighty times 2^20 numbers: each is modest, all together are not. */
    @Test
    void constantsOfAShapeAreCountedTogether() {
        OnnxModel model = model().longs("shape", new long[] {1 << 20}, 1);
        for (int i = 0; i < 80; i++) {
            model.node("ConstantOfShape", List.of("shape"), "c" + i);
        }
        exceedsTheBudget(model);
    }

    @Test
    void expandedAndJoinedConstantsAreCountedTogether() {
        OnnxModel expanded = model().longs("one", new long[] {1}, 1).longs("shape", new long[] {1 << 20}, 1);
        OnnxModel joined = model().longs("c0", new long[] {1, 2}, 2);
        for (int i = 0; i < 40; i++) {
            expanded.node("Expand", List.of("one", "shape"), "e" + i);
            joined.node("Concat", List.of("c" + i, "c" + i), "c" + (i + 1)).integer("axis", 0);
        }
        exceedsTheBudget(expanded);
        exceedsTheBudget(joined);
    }

    /** One constant of a megabyte that every operator would hold a copy of. */
    @Test
    void aConstantThatManyReadIsCountedForEach() {
        OnnxModel model = new OnnxModel(13).input("x0", 1, 1 << 18).floats("c", new float[1 << 18], 1 << 18);
        for (int i = 0; i < 450; i++) {
            model.node("Add", List.of("x" + i, "c"), "x" + (i + 1));
        }
        exceedsTheBudget(model.output("x450"));
    }

    /** 2^21 rows and columns of weights that a resize of one cell would take. */
    @Test
    void weightsOfAResizeAreBoundedBeforeTheyAreMade() {
        String message = refusal(new OnnxModel(13)
                .input("x", 1, 1, 1 << 14, 1)
                .longs("sizes", new long[] {1, 1, (1 << 14) + 1, 1}, 4)
                .node("Resize", List.of("x", "", "", "sizes"), "y")
                .real("cubic_coeff_a", -0.5f)
                .output("y"));
        assertTrue(message.contains("16385 by 16384 weights"), message);
    }

    @Test
    void aModeOfDropoutThatIsNoBoolIsRefused() {
        String message = refusal(new OnnxModel(13)
                .input("x", 1, 4)
                .floats("ratio", new float[] {0.5f})
                .floats("mode", new float[] {1})
                .node("Dropout", List.of("x", "ratio", "mode"), "y")
                .output("y"));
        assertEquals("test.onnx: node 0 Dropout \"y\": training_mode is of type FLOAT instead of bool", message);
    }

    /** All inputs of a Concat become integers, also constants that are neither first nor second. */
    @Test
    void constantsAtTheEndOfAConcatBecomeIntegers() {
        OnnxModel model = new OnnxModel(13)
                .input("x", 1, 2)
                .floats("s", new float[] {0.5f})
                .bytes("z", 0)
                .bytes("stored", new int[] {1, 2}, 1, 2);
        for (String name : List.of("x", "c", "y")) {
            model.node("QuantizeLinear", List.of(name, "s", "z"), name + "q")
                    .node("DequantizeLinear", List.of(name + "q", "s", "z"), name + "d");
            if (name.equals("x")) {
                model.node("DequantizeLinear", List.of("stored", "s", "z"), "k")
                        .node("Concat", List.of("xd", "xd", "k"), "c")
                        .integer("axis", 1);
            } else if (name.equals("c")) {
                model.node("Relu", List.of("cd"), "y");
            }
        }
        List<String> kinds = model.output("yd").read().operators().stream()
                .map(Operator::kind)
                .toList();
        assertEquals(List.of("QUANTIZE", "CONCATENATION", "RELU", "DEQUANTIZE"), kinds);
    }

    /** Pairs of QuantizeLinear and DequantizeLinear in a row. */
    private static OnnxModel pairs(int length) {
        OnnxModel model = new OnnxModel(13)
                .input("x0", 1, 4)
                .floats("s", new float[] {0.5f})
                .bytes("z", 0);
        for (int i = 0; i < length; i++) {
            model.node("QuantizeLinear", List.of("x" + i, "s", "z"), "q" + i)
                    .node("DequantizeLinear", List.of("q" + i, "s", "z"), "r" + i)
                    .node(i % 2 == 0 ? "Relu" : "Identity", List.of("r" + i), "x" + (i + 1));
        }
        return model.output("x" + length);
    }

    /** Images that are added up: each input is followed to where it is read as an image. */
    private static OnnxModel sums(int length) {
        OnnxModel model = new OnnxModel(13).input("x0", 1, 1, 1, 1).floats("w", new float[] {1}, 1, 1, 1, 1);
        for (int i = 0; i < length; i++) {
            model.input("i" + i, 1, 1, 1, 1).node("Add", List.of("x" + i, "i" + i), "x" + (i + 1));
        }
        return model.node("Conv", List.of("x" + length, "w"), "y").output("y");
    }

    /** CPU time: linear is 4 times, quadratic 16. */
    @Test
    void longModelsCostLinearTime() {
        for (IntFunction<OnnxModel> kind :
                List.<IntFunction<OnnxModel>>of(HostileOnnxTest::pairs, HostileOnnxTest::sums)) {
            OnnxModel quarter = kind.apply(3_000);
            OnnxModel whole = kind.apply(12_000);
            quarter.read();
            long shorter = nanoseconds(quarter);
            long longer = nanoseconds(whole);
            assertTrue(
                    longer < 10 * shorter + 100_000_000, longer + " ns for four times the nodes of " + shorter + " ns");
        }
    }

    /** The least of some readings: a busy machine makes others longer. */
    private static long nanoseconds(OnnxModel model) {
        long least = Long.MAX_VALUE;
        for (int reading = 0; reading < READINGS; reading++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            model.read();
            least = Math.min(least, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        return least;
    }
}
