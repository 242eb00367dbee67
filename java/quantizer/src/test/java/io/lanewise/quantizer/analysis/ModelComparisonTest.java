// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which activations of two models are compared. */
class ModelComparisonTest {
    private static final Samples SAMPLES = () -> Stream.of(new float[] {1, -1}, new float[] {-1, 0.5f});

    /** Names that a suffix would confuse: the result of the first layer is called as its integers would be. */
    private static Graph confusing() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("x", 1, 2);
        int first = g.activation("x_int8", 1, 2);
        int second = g.activation("x_int8_int8", 1, 2);
        g.add(new FullyConnected(in, g.floats("a", Shape.of(2, 2), 3, 1, -2, 5), -1, first, Activation.NONE, false));
        return g.add(new FullyConnected(
                        first, g.floats("b", Shape.of(2, 2), 7, 2, 4, -9), -1, second, Activation.NONE, false))
                .build(second);
    }

    @ParameterizedTest
    @EnumSource
    void namesCarryNoMeaning(InterfaceType type) throws IOException {
        QuantizedModel quantized = Quantizer.of(Model.of(confusing()))
                .backend(Backend.JAVA)
                .interfaceType(type)
                .calibrate(List.of(new float[] {1, -1}, new float[] {-1, 0.5f}))
                .quantize()
                .quantized();
        ModelComparison comparison = ModelComparison.of(quantized, SAMPLES, Backend.JAVA, () -> {});
        assertEquals(
                List.of("x", "x_int8", "x_int8_int8"),
                comparison.layers().stream().map(LayerError::name).toList());
        for (LayerError layer : comparison.layers()) {
            assertEquals("int8", layer.type());
            assertTrue(layer.error().sqnr() > 30, layer.toString());
        }
    }

    /** In files, the QUANTIZE and DEQUANTIZE lead to the integers behind a float interface, whatever their names. */
    @Test
    void integersBehindAFloatInterfaceAreFound() throws IOException {
        GraphBuilder real = new GraphBuilder();
        int in = real.input("x", 1, 2);
        int out = real.activation("y", 1, 2);
        real.add(new FullyConnected(in, real.floats("w", Shape.of(2, 2), 1, 0, 0, 1), -1, out, Activation.NONE, false));
        Quantization unit = Quantization.perTensor(1 / 64f, 0);
        GraphBuilder g = new GraphBuilder();
        int x = g.input("x", 1, 2);
        int q = g.tensor(new Tensor("one thing", DataType.INT8, Shape.of(1, 2), unit, null));
        int r = g.tensor(new Tensor("another", DataType.INT8, Shape.of(1, 2), unit, null));
        int y = g.activation("y", 1, 2);
        int w = g.int8Constant("w", Shape.of(2, 2), unit, (byte) 64, (byte) 0, (byte) 0, (byte) 64);
        Graph quantized = g.add(new Quantize(x, q))
                .add(new FullyConnected(q, w, -1, r, Activation.NONE, false))
                .add(new Dequantize(r, y))
                .build(y);
        ModelComparison comparison =
                ModelComparison.of(Model.of(real.build(out)), Model.of(quantized), SAMPLES, Backend.JAVA, () -> {});
        assertEquals(
                List.of("x int8", "y int8"),
                comparison.layers().stream().map(l -> l.name() + ' ' + l.type()).toList());
    }
}
