// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model in ONNX Runtime. Tensors go in and come out as their bytes, little-endian, in the file's layout. */
final class OnnxRuntime implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);

    private final OrtSession session;

    /** {@code level}: NO_OPT runs every node as it is written; ALL_OPT joins QDQ patterns to integer kernels. */
    OnnxRuntime(ModelProto model, OptLevel level) {
        this(model.toByteArray(), level);
    }

    /** As above, of a file's bytes. */
    OnnxRuntime(byte[] model, OptLevel level) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(level);
            options.setIntraOpNumThreads(1);
            // Without VNNI its x86_64 kernels add pairs of products of int8 in 16 bits, and saturate; not so by this.
            options.addConfigEntry("session.x64quantprecision", "1");
            session = ENVIRONMENT.createSession(model, options);
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
    }

    /** Runs on the bytes of every input. */
    List<ByteBuffer> run(List<ByteBuffer> inputs) {
        Map<String, OnnxTensor> named = new LinkedHashMap<>();
        try {
            int i = 0;
            for (var input : session.getInputInfo().entrySet()) {
                TensorInfo info = (TensorInfo) input.getValue().getInfo();
                named.put(
                        input.getKey(),
                        OnnxTensor.createTensor(ENVIRONMENT, direct(inputs.get(i++)), info.getShape(), info.type));
            }
            try (OrtSession.Result result = session.run(named)) {
                List<ByteBuffer> outputs = new ArrayList<>();
                for (Map.Entry<String, OnnxValue> output : result) {
                    outputs.add(((OnnxTensor) output.getValue()).getByteBuffer().order(ByteOrder.LITTLE_ENDIAN));
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime: " + e.getMessage(), e);
        } finally {
            named.values().forEach(OnnxTensor::close);
        }
    }

    /** The bytes of all inputs in order, one by one. */
    List<ByteBuffer> split(byte[] record) {
        try {
            List<ByteBuffer> inputs = new ArrayList<>();
            int at = 0;
            for (NodeInfo input : session.getInputInfo().values()) {
                TensorInfo info = (TensorInfo) input.getInfo();
                int bytes = Math.toIntExact(info.getNumElements() * info.type.size);
                inputs.add(ByteBuffer.wrap(record, at, bytes).slice());
                at += bytes;
            }
            return inputs;
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer direct(ByteBuffer bytes) {
        return ByteBuffer.allocateDirect(bytes.remaining())
                .order(ByteOrder.nativeOrder())
                .put(bytes.duplicate())
                .flip();
    }

    /** The bytes of an NHWC tensor in NCHW, or back; of other ranks as they are. */
    static ByteBuffer transposed(Tensor tensor, ByteBuffer bytes, boolean channelsFirst) {
        if (tensor.shape().rank() != 4) {
            return bytes;
        }
        int images = tensor.shape().dim(0);
        int channels = tensor.shape().dim(3);
        int cells = tensor.shape().dim(1) * tensor.shape().dim(2);
        int rows = channelsFirst ? cells : channels;
        int columns = channelsFirst ? channels : cells;
        int size = tensor.type().bytes();
        ByteBuffer result = ByteBuffer.allocate(bytes.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < images; n++) {
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    result.put(bytes.slice(bytes.position() + ((n * rows + row) * columns + column) * size, size));
                }
            }
        }
        return result.flip();
    }

    /** A tensor's bytes as floats; integers by its quantization, or as what they are. */
    static float[] reals(Tensor tensor, ByteBuffer bytes) {
        float[] reals = new float[tensor.shape().elements()];
        ByteBuffer elements = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (tensor.type() == DataType.FLOAT32) {
            elements.asFloatBuffer().get(reals);
            return reals;
        }
        float scale = tensor.quantization() == null ? 1 : tensor.quantization().scale();
        int zeroPoint =
                tensor.quantization() == null ? 0 : tensor.quantization().zeroPoint();
        for (int i = 0; i < reals.length; i++) {
            long q = switch (tensor.type()) {
                case INT16 -> elements.getShort();
                case INT32 -> elements.getInt();
                case INT64 -> elements.getLong();
                default -> elements.get();
            };
            reals[i] = scale * (q - zeroPoint);
        }
        return reals;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}
