// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

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

/** Small graphs for tests; tensors are named by their callers and referred to by the index returned. */
public final class GraphBuilder {
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();

    public int input(String name, int... dims) {
        inputs.add(activation(name, dims));
        return tensors.size() - 1;
    }

    public int activation(String name, int... dims) {
        return tensor(new Tensor(name, DataType.FLOAT32, Shape.of(dims), null, null));
    }

    public int floats(String name, Shape shape, float... values) {
        return tensor(Tensor.constant(name, shape, values));
    }

    public int int8Input(String name, Quantization quantization, int... dims) {
        inputs.add(int8(name, quantization, dims));
        return tensors.size() - 1;
    }

    public int int8(String name, Quantization quantization, int... dims) {
        return tensor(new Tensor(name, DataType.INT8, Shape.of(dims), quantization, null));
    }

    public int int16Input(String name, Quantization quantization, int... dims) {
        inputs.add(int16(name, quantization, dims));
        return tensors.size() - 1;
    }

    public int int16(String name, Quantization quantization, int... dims) {
        return tensor(new Tensor(name, DataType.INT16, Shape.of(dims), quantization, null));
    }

    public int int8Constant(String name, Shape shape, Quantization quantization, byte... values) {
        return tensor(new Tensor(name, DataType.INT8, shape, quantization, ByteBuffer.wrap(values)));
    }

    public int int32Constant(String name, Quantization quantization, int... values) {
        ByteBuffer data = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(values);
        return tensor(new Tensor(name, DataType.INT32, Shape.of(values.length), quantization, data));
    }

    public int tensor(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    public GraphBuilder add(Operator operator) {
        operators.add(operator);
        return this;
    }

    public Graph build(Integer... outputs) {
        return new Graph("test", tensors, operators, inputs, List.of(outputs));
    }
}
