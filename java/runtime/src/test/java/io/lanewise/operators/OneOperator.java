// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A graph of one operator, built tensor by tensor. */
final class OneOperator {
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();

    int int8Input(Quantization quantization, int... dims) {
        inputs.add(tensors.size());
        return add("input", DataType.INT8, quantization, null, dims);
    }

    int floatInput(int... dims) {
        inputs.add(tensors.size());
        return add("input", DataType.FLOAT32, null, null, dims);
    }

    int int8Output(Quantization quantization, int... dims) {
        return add("output", DataType.INT8, quantization, null, dims);
    }

    int floatOutput(int... dims) {
        return add("output", DataType.FLOAT32, null, null, dims);
    }

    int constant(byte[] values, Quantization quantization, int... dims) {
        return add("constant", DataType.INT8, quantization, ByteBuffer.wrap(values), dims);
    }

    int constant(float[] values, int... dims) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return add("constant", DataType.FLOAT32, null, data, dims);
    }

    int constant(int[] values, int... dims) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(values);
        return add("constant", DataType.INT32, null, data, dims);
    }

    private int add(String name, DataType type, Quantization quantization, ByteBuffer data, int... dims) {
        tensors.add(new Tensor(name + tensors.size(), type, Shape.of(dims), quantization, data));
        return tensors.size() - 1;
    }

    Graph graph(Operator operator) {
        return new Graph("test model", tensors, List.of(operator), inputs, List.of(operator.output()));
    }
}
