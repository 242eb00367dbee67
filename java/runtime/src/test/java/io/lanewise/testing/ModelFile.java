// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.tflite.flatbuffers.FlatBufferBuilder;
import io.lanewise.tflite.schema.BufferT;
import io.lanewise.tflite.schema.BuiltinOptionsUnion;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.ModelT;
import io.lanewise.tflite.schema.OperatorCodeT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.QuantizationParametersT;
import io.lanewise.tflite.schema.SubGraphT;
import io.lanewise.tflite.schema.TensorT;
import io.lanewise.tflite.schema.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Small {@code .tflite} files for tests, made with the schema's own classes. */
public final class ModelFile {
    private final List<TensorT> tensors = new ArrayList<>();
    private final List<BufferT> buffers = new ArrayList<>(List.of(new BufferT()));
    private final List<OperatorCodeT> codes = new ArrayList<>();
    private final List<OperatorT> operators = new ArrayList<>();
    private int[] inputs = {};
    private int[] outputs = {};

    /** A float32 activation. */
    public int floats(String name, int... shape) {
        return tensor(name, TensorType.FLOAT32, shape, tensor -> {});
    }

    /** An int8 activation with scale 0.5 and zero point 3. */
    public int int8(String name, int... shape) {
        return tensor(name, TensorType.INT8, shape, tensor -> tensor.setQuantization(quantization(0, 3, 0.5f)));
    }

    public int tensor(String name, byte type, int[] shape, Consumer<TensorT> settings) {
        TensorT tensor = new TensorT();
        tensor.setName(name);
        tensor.setType(type);
        tensor.setShape(shape);
        settings.accept(tensor);
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    public int floatConstant(String name, int[] shape, float... values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return tensor(name, TensorType.FLOAT32, shape, tensor -> tensor.setBuffer(buffer(data.array())));
    }

    public int intConstant(String name, int[] shape, int... values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(values);
        return tensor(name, TensorType.INT32, shape, tensor -> tensor.setBuffer(buffer(data.array())));
    }

    /** Index of a new buffer. */
    public long buffer(byte[] data) {
        int[] bytes = new int[data.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = data[i] & 0xff;
        }
        BufferT buffer = new BufferT();
        buffer.setData(bytes);
        buffers.add(buffer);
        return buffers.size() - 1;
    }

    public static QuantizationParametersT quantization(int axis, int zeroPoint, float... scales) {
        QuantizationParametersT quantization = new QuantizationParametersT();
        quantization.setScale(scales);
        long[] zeroPoints = new long[scales.length];
        java.util.Arrays.fill(zeroPoints, zeroPoint);
        quantization.setZeroPoint(zeroPoints);
        quantization.setQuantizedDimension(axis);
        return quantization;
    }

    /** An operator; {@code optionsType} 0 for none. */
    public ModelFile operator(int code, int version, byte optionsType, Object options, int[] in, int... out) {
        OperatorCodeT operatorCode = new OperatorCodeT();
        operatorCode.setDeprecatedBuiltinCode((byte) Math.min(code, 127));
        operatorCode.setBuiltinCode(code);
        operatorCode.setVersion(version);
        return operator(operatorCode, optionsType, options, in, out);
    }

    public ModelFile operator(OperatorCodeT code, byte optionsType, Object options, int[] in, int... out) {
        codes.add(code);
        OperatorT operator = new OperatorT();
        operator.setOpcodeIndex(codes.size() - 1);
        operator.setInputs(in);
        operator.setOutputs(out);
        if (optionsType != 0) {
            BuiltinOptionsUnion union = new BuiltinOptionsUnion();
            union.setType(optionsType);
            union.setValue(options);
            operator.setBuiltinOptions(union);
        }
        operators.add(operator);
        return this;
    }

    public ModelFile inputs(int... indices) {
        inputs = indices;
        return this;
    }

    public ModelFile outputs(int... indices) {
        outputs = indices;
        return this;
    }

    public ByteBuffer bytes() {
        return bytes(model -> {});
    }

    /** The file after a last change to the model. */
    public ByteBuffer bytes(Consumer<ModelT> change) {
        SubGraphT subgraph = new SubGraphT();
        subgraph.setTensors(tensors.toArray(new TensorT[0]));
        subgraph.setOperators(operators.toArray(new OperatorT[0]));
        subgraph.setInputs(inputs);
        subgraph.setOutputs(outputs);
        ModelT model = new ModelT();
        model.setVersion(3);
        model.setSubgraphs(new SubGraphT[] {subgraph});
        model.setOperatorCodes(codes.toArray(new OperatorCodeT[0]));
        model.setBuffers(buffers.toArray(new BufferT[0]));
        change.accept(model);
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        return ByteBuffer.wrap(builder.sizedByteArray());
    }
}
