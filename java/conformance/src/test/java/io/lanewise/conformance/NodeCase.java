// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One of ONNX's backend node tests: a model of a node and one set of inputs and outputs.
 *
 * @param name such as {@code test_qlinearconv}
 */
record NodeCase(String name, ModelProto model, List<TensorProto> inputs, List<TensorProto> outputs) {
    private static final String MODEL = "/model.onnx";

    /** All tests of the shared data, in their order there. */
    static Stream<NodeCase> list() {
        try (ZipFile zip = new ZipFile(SharedData.file("onnx-node-tests/node.zip").toFile())) {
            List<NodeCase> cases = new ArrayList<>();
            for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(MODEL)).toList()) {
                String folder = entry.getName().substring(0, entry.getName().length() - MODEL.length());
                cases.add(new NodeCase(folder.substring(folder.lastIndexOf('/') + 1), ModelProto.parseFrom(bytes(zip, entry)),
                        tensors(zip, folder + "/test_data_set_0/input_"), tensors(zip, folder + "/test_data_set_0/output_")));
            }
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<TensorProto> tensors(ZipFile zip, String prefix) throws IOException {
        List<TensorProto> tensors = new ArrayList<>();
        for (ZipEntry e = zip.getEntry(prefix + "0.pb"); e != null; e = zip.getEntry(prefix + tensors.size() + ".pb")) {
            tensors.add(TensorProto.parseFrom(bytes(zip, e)));
        }
        return tensors;
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** The numbers that a tensor of the tests holds; read here once more, apart from the reader that is tested. */
    static float[] reals(TensorProto tensor) {
        int elements = (int) tensor.getDimsList().stream().mapToLong(d -> d).reduce(1, (a, b) -> a * b);
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] reals = new float[elements];
        for (int i = 0; i < elements; i++) {
            reals[i] = raw.hasRemaining() ? raw(tensor, raw, i) : listed(tensor, i);
        }
        return reals;
    }

    private static float raw(TensorProto tensor, ByteBuffer raw, int i) {
        return switch (TensorProto.DataType.forNumber(tensor.getDataType())) {
            case FLOAT -> raw.getFloat(4 * i);
            case FLOAT16 -> Float.NaN;
            case INT8 -> raw.get(i);
            case UINT8, BOOL -> raw.get(i) & 0xff;
            case INT16 -> raw.getShort(2 * i);
            case UINT16 -> raw.getShort(2 * i) & 0xffff;
            case INT32 -> raw.getInt(4 * i);
            case INT64 -> raw.getLong(8 * i);
            case INT4 -> raw.get(i / 2) << (i % 2 == 0 ? 28 : 24) >> 28;
            case UINT4 -> raw.get(i / 2) >> 4 * (i % 2) & 0xf;
            default -> throw new IllegalArgumentException("type " + tensor.getDataType());
        };
    }

    private static float listed(TensorProto tensor, int i) {
        return switch (TensorProto.DataType.forNumber(tensor.getDataType())) {
            case FLOAT -> tensor.getFloatData(i);
            case INT64 -> tensor.getInt64Data(i);
            case INT4 -> tensor.getInt32Data(i / 2) << (i % 2 == 0 ? 28 : 24) >> 28;
            case UINT4 -> tensor.getInt32Data(i / 2) >> 4 * (i % 2) & 0xf;
            default -> tensor.getInt32Data(i);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
