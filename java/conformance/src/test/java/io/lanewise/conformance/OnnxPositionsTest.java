// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes on positions, truths and whole numbers give ONNX Runtime's bytes. {@code y} is an image [1, 3, 4, 5] out of a
 * convolution, which the graph holds NHWC; its values are small whole numbers, so that many are equal. {@code i} are
 * positions of three things, negative ones among them, {@code t} truths of its columns, {@code b} bytes.
 */
@OnOracle
class OnnxPositionsTest {
    private static final int[] IMAGE = {1, 2, 4, 5};

    private static final long[] POSITIONS = {2, -1, 0, -3, 1, 1};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z = ArgMax y axis=1 keepdims=0",
                "z = ArgMax y axis=1",
                "z = ArgMin y axis=-1 keepdims=0",
                "z = ArgMax y axis=2 select_last_index=1",
                "z = ArgMin y axis=1 select_last_index=1 keepdims=0",
                "z = ArgMax i axis=1",
                "v p = TopK y #2 axis=1",
                "v p = TopK y #3 axis=2 largest=0",
                "v p = TopK i #2 largest=0",
                "p = ArgMax y axis=1 keepdims=0\nf = Cast p to=1\nz = Add f f",
                "p = ArgMax y axis=1\nn = Cast p to=6\nz = Mul n n",
                "z = Gather y i axis=1",
                "z = Gather y i axis=2",
                "z = Gather y i axis=3",
                "p = ArgMax y axis=2 keepdims=0\nz = Gather y p axis=3",
                "z = Gather %3,1,4 i",
                "s = ReduceMin i keepdims=0\nz = Gather y s axis=1",
                "z = GatherND y j",
                "z = GatherND i k batch_dims=1",
                "z = OneHot i #4 %0.5,2 axis=1",
                "z = OneHot i #2 #-1,1",
                "p = ArgMax y axis=1 keepdims=0\nz = OneHot p #3 %0,1 axis=1",
                "z = CumSum y #1",
                "z = CumSum y #-1 exclusive=1 reverse=1",
                "z = CumSum i #0 reverse=1",
                "z = ScatterND y j u",
                "z = ScatterND y j u reduction='add'",
                "z = Less y %1",
                "r = Transpose y\ns = Transpose r\nz = GreaterOrEqual y s",
                "z = Equal i #1",
                "z = LessOrEqual b c",
                "l = Greater y %0\nz = Where l y %-1",
                "l = Greater y %0\nm = Not l\nn = And m t\no = Or n l\nz = Xor o m",
                "z = Where t y %7",
                "z = Where t #1,2,3,4,5 #9",
                "l = Less y %1\nf = Cast l to=1\nz = ReduceSum f #1 keepdims=0",
                "l = Less y %1\nz = Cast l to=7",
                "z = Cast y to=9",
                "z = Cast b to=1",
                "z = Cast b to=6",
                "z = Cast b to=3",
                "q = QuantizeLinear y %[]0.5\nz = Cast q to=6",
                "q = QuantizeLinear y %[]0.5\nz = DequantizeLinear q %[]0.25",
                "z = Mod i #2",
                "m = Max i #0\nn = Sub m #5\no = Neg n\nz = Div o #2",
            })
    void givesTheBytesOfOnnxRuntime(String nodes) {
        Random random = new Random(nodes.hashCode());
        ModelProto model = model(nodes, random);
        List<ByteBuffer> inputs = inputs(random);
        List<ByteBuffer> expected;
        try (OnnxRuntime runtime = new OnnxRuntime(model, OptLevel.NO_OPT)) {
            expected = runtime.run(inputs);
        }
        Model read = Model.of(OnnxReader.read("nodes", ByteBuffer.wrap(model.toByteArray()), OnnxOptions.defaults()));
        for (Backend backend : Counts.backends().toList()) {
            byte[] all = ModelRun.run(read, backend, record(read, inputs), 1);
            int at = 0;
            for (int o = 0; o < expected.size(); o++) {
                Tensor tensor = read.outputs().get(o);
                int bytes = (int) tensor.bytes();
                assertEquals(hex(expected.get(o)), hex(ByteBuffer.wrap(all, at, bytes)), backend + " output " + o);
                at += bytes;
            }
        }
    }

    private static ModelProto model(String nodes, Random random) {
        float[] weights = new float[6];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextInt(3) - 1;
        }
        OnnxText text = new OnnxText()
                .input("x", DataType.FLOAT, 1, 2, 4, 5)
                .input("i", DataType.INT64, 2, 3)
                .input("j", DataType.INT64, 2, 3)
                .input("k", DataType.INT64, 2, 1)
                .input("u", DataType.FLOAT, 2, 5)
                .input("t", DataType.BOOL, 5)
                .input("b", DataType.UINT8, 7)
                .input("c", DataType.UINT8, 7)
                .floats("w", weights, 3, 2, 1, 1)
                .nodes("y = Conv x w")
                .nodes(nodes);
        // Flat, so that images, too, come out in ONNX's order.
        List<String> results = List.of(nodes.substring(nodes.lastIndexOf('\n') + 1)
                .split(" = ")[0]
                .trim()
                .split(" +"));
        return text.flat(results, 16);
    }

    /** In the file's order. */
    private static List<ByteBuffer> inputs(Random random) {
        List<ByteBuffer> inputs = new ArrayList<>();
        ByteBuffer x = bytes(40 * Float.BYTES);
        while (x.hasRemaining()) {
            x.putFloat(random.nextInt(5) - 2);
        }
        inputs.add(x.flip());
        inputs.add(longs(POSITIONS));
        inputs.add(longs(0, -1, 3, 0, 1, -4));
        inputs.add(longs(2, 0));
        ByteBuffer u = bytes(10 * Float.BYTES);
        while (u.hasRemaining()) {
            u.putFloat(random.nextInt(100));
        }
        inputs.add(u.flip());
        inputs.add(ByteBuffer.wrap(new byte[] {1, 0, 0, 1, 1}));
        inputs.add(ByteBuffer.wrap(new byte[] {0, 1, 127, -128, -1, -1, 5}));
        inputs.add(ByteBuffer.wrap(new byte[] {1, 1, -128, 127, -1, 0, 5}));
        return inputs;
    }

    /** As the graph takes them: the image NHWC, if it is read as one, bytes 128 lower. */
    private static byte[] record(Model model, List<ByteBuffer> inputs) {
        ByteBuffer record =
                bytes((int) model.inputs().stream().mapToLong(Tensor::bytes).sum());
        for (int i = 0; i < inputs.size(); i++) {
            Tensor tensor = model.inputs().get(i);
            ByteBuffer input = inputs.get(i).duplicate();
            if (i == 0 && tensor.shape().dim(3) == IMAGE[1]) {
                record.put(OnnxRuntime.transposed(tensor, input, false));
            } else if (i >= 6) {
                while (input.hasRemaining()) {
                    record.put((byte) (input.get() - 128));
                }
            } else {
                record.put(input);
            }
        }
        return record.array();
    }

    private static ByteBuffer longs(long... values) {
        ByteBuffer bytes = bytes(values.length * Long.BYTES);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.flip();
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
