// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.ModelException;
import io.lanewise.testing.ModelFile;
import io.lanewise.tflite.flatbuffers.FlatBufferBuilder;
import io.lanewise.tflite.schema.AddOptionsT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.Conv2DOptionsT;
import io.lanewise.tflite.schema.Padding;
import io.lanewise.tflite.schema.Pool2DOptionsT;
import io.lanewise.tflite.schema.SubGraph;
import io.lanewise.tflite.schema.Tensor;
import io.lanewise.tflite.schema.TensorType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes a file holds, loading it gives a model or a {@link ModelException}, and a model can be run. */
class HostileFileTest {
    /** Models that a mutation made larger are not run: they are honest, only slow. */
    private static final int LARGEST_RUN = 1 << 16;

    private static final int ROUNDS = 2_000;

    private static byte[] model() {
        ModelFile file = new ModelFile();
        int input = file.int8("image", 1, 6, 6, 2);
        int kernel = file.tensor("weights", TensorType.INT8, new int[] {4, 3, 3, 2}, tensor -> {
            tensor.setBuffer(file.buffer(new byte[72]));
            tensor.setQuantization(ModelFile.quantization(0, 0, 0.25f, 0.125f, 0.5f, 0.5f));
        });
        int bias = file.intConstant("bias", new int[] {4}, 1, 2, 3, 4);
        int conv = file.int8("conv", 1, 6, 6, 4);
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setPadding(Padding.SAME);
        options.setStrideH(1);
        options.setStrideW(1);
        options.setDilationHFactor(1);
        options.setDilationWFactor(1);
        int added = file.int8("added", 1, 6, 6, 4);
        int pooled = file.int8("pooled", 1, 3, 3, 4);
        Pool2DOptionsT pool = new Pool2DOptionsT();
        pool.setPadding(Padding.VALID);
        pool.setFilterHeight(2);
        pool.setFilterWidth(2);
        pool.setStrideH(2);
        pool.setStrideW(2);
        int flat = file.int8("flat", 1, 36);
        return file.operator(
                        BuiltinOperator.CONV_2D,
                        3,
                        BuiltinOptions.Conv2DOptions,
                        options,
                        new int[] {input, kernel, bias},
                        conv)
                .operator(
                        BuiltinOperator.ADD,
                        2,
                        BuiltinOptions.AddOptions,
                        new AddOptionsT(),
                        new int[] {conv, conv},
                        added)
                .operator(
                        BuiltinOperator.AVERAGE_POOL_2D,
                        2,
                        BuiltinOptions.Pool2DOptions,
                        pool,
                        new int[] {added},
                        pooled)
                .operator(BuiltinOperator.RESHAPE, 1, (byte) 0, null, new int[] {pooled}, flat)
                .inputs(input)
                .outputs(flat)
                .bytes()
                .array();
    }

    @Test
    void truncatedFilesAreRefusedOrRun() {
        byte[] model = model();
        for (int length = 0; length < model.length; length++) {
            Model truncated = load(Arrays.copyOf(model, length));
            run(truncated, Backend.JAVA);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NATIVE"})
    void corruptFilesAreRefusedOrRun(Backend backend) {
        byte[] model = model();
        Random random = new Random(7);
        int loaded = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Model corrupt = load(corrupt(model, random));
            run(corrupt, backend);
            loaded += corrupt == null ? 0 : 1;
        }
        assertTrue(
                loaded > ROUNDS / 10,
                "many mutations should leave a model to run; " + loaded + " of " + ROUNDS + " did");
    }

    private static byte[] corrupt(byte[] model, Random random) {
        byte[] corrupt = model.clone();
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = random.nextInt(corrupt.length);
            corrupt[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) (corrupt[at] + random.nextInt(9) - 4);
                case 2 -> (byte) 0xff;
                default -> 0;
            };
        }
        return corrupt;
    }

    private static Model load(byte[] bytes) {
        try {
            return Model.read("hostile", ByteBuffer.wrap(bytes));
        } catch (ModelException e) {
            return null;
        }
    }

    private static void run(Model model, Backend backend) {
        if (model == null || model.graph().tensors().stream().anyMatch(tensor -> tensor.bytes() > LARGEST_RUN)) {
            return;
        }
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(backend))) {
            session.run();
        } catch (ModelException e) {
            // The native library may refuse sizes that the Java kernels take.
        }
    }

    @Test
    void oneTableNamedManyTimesIsRefused() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int name = builder.createString("n".repeat(100_000));
        int shape = Tensor.createShapeVector(builder, new int[] {1});
        Tensor.startTensor(builder);
        Tensor.addName(builder, name);
        Tensor.addShape(builder, shape);
        int tensor = Tensor.endTensor(builder);
        int[] same = new int[50_000];
        Arrays.fill(same, tensor);
        int tensors = SubGraph.createTensorsVector(builder, same);
        SubGraph.startSubGraph(builder);
        SubGraph.addTensors(builder, tensors);
        int subgraph = SubGraph.endSubGraph(builder);
        int subgraphs = io.lanewise.tflite.schema.Model.createSubgraphsVector(builder, new int[] {subgraph});
        io.lanewise.tflite.schema.Model.startModel(builder);
        io.lanewise.tflite.schema.Model.addVersion(builder, 3);
        io.lanewise.tflite.schema.Model.addSubgraphs(builder, subgraphs);
        io.lanewise.tflite.schema.Model.finishModelBuffer(builder, io.lanewise.tflite.schema.Model.endModel(builder));
        ByteBuffer file = ByteBuffer.wrap(builder.sizedByteArray());
        ModelException e = assertThrows(ModelException.class, () -> TfliteReader.read("bomb", file));
        assertTrue(
                e.getMessage().contains("its tables, names, vectors and constants come to more than"), e.getMessage());
    }

    /** Each tensor would be unpacked or widened apart. */
    @Test
    void oneBufferOfManyConstantsIsRefused() {
        ModelFile file = new ModelFile();
        long buffer = file.buffer(new byte[100_000]);
        for (int i = 0; i < 50; i++) {
            file.tensor("constant", TensorType.INT4, new int[] {200_000}, tensor -> {
                tensor.setBuffer(buffer);
                tensor.setQuantization(ModelFile.quantization(0, 0, 1));
            });
        }
        ModelException e = assertThrows(ModelException.class, () -> TfliteReader.read("bomb", file.bytes()));
        assertTrue(e.getMessage().contains("constants come to more than"), e.getMessage());
    }
}
