// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

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

/**
 * A graph under construction, for tests and benchmarks. Tensors are referred to by the index that is returned; those
 * that are given no name get one of what they are and their index.
 */
public final class GraphBuilder {
    private final String name;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();

    /** A graph named {@code test}. */
    public GraphBuilder() {
        this("test");
    }

    /** A graph of that name. */
    public GraphBuilder(String name) {
        this.name = name;
    }

    /** A float32 input. */
    public int input(int... dims) {
        return input(DataType.FLOAT32, null, dims);
    }

    /** A float32 input. */
    public int input(String tensorName, int... dims) {
        return input(tensorName, DataType.FLOAT32, null, dims);
    }

    /** An int8 input. */
    public int int8Input(Quantization quantization, int... dims) {
        return input(DataType.INT8, quantization, dims);
    }

    /** An int8 input. */
    public int int8Input(String tensorName, Quantization quantization, int... dims) {
        return input(tensorName, DataType.INT8, quantization, dims);
    }

    /** An input; floats have no quantization, whatever is given. */
    public int input(DataType type, Quantization quantization, int... dims) {
        return input("input" + tensors.size(), type, quantization, dims);
    }

    /** An input; floats have no quantization, whatever is given. */
    public int input(String tensorName, DataType type, Quantization quantization, int... dims) {
        inputs.add(activation(tensorName, type, quantization, dims));
        return tensors.size() - 1;
    }

    /** A float32 activation. */
    public int activation(int... dims) {
        return activation(DataType.FLOAT32, null, dims);
    }

    /** A float32 activation. */
    public int activation(String tensorName, int... dims) {
        return activation(tensorName, DataType.FLOAT32, null, dims);
    }

    /** An int8 activation. */
    public int int8(Quantization quantization, int... dims) {
        return activation(DataType.INT8, quantization, dims);
    }

    /** An int8 activation. */
    public int int8(String tensorName, Quantization quantization, int... dims) {
        return activation(tensorName, DataType.INT8, quantization, dims);
    }

    /** An activation; floats have no quantization, whatever is given. */
    public int activation(DataType type, Quantization quantization, int... dims) {
        return activation("activation" + tensors.size(), type, quantization, dims);
    }

    /** An activation; floats have no quantization, whatever is given. */
    public int activation(String tensorName, DataType type, Quantization quantization, int... dims) {
        return tensor(
                new Tensor(tensorName, type, Shape.of(dims), type == DataType.FLOAT32 ? null : quantization, null));
    }

    /** A float32 constant. */
    public int constant(float[] values, int... dims) {
        return floats("constant" + tensors.size(), Shape.of(dims), values);
    }

    /** An int8 constant. */
    public int constant(byte[] values, Quantization quantization, int... dims) {
        return int8Constant("constant" + tensors.size(), Shape.of(dims), quantization, values);
    }

    /** An int32 constant without a scale. */
    public int constant(int[] values, int... dims) {
        return constant("constant" + tensors.size(), DataType.INT32, null, bytes(values), dims);
    }

    /** A float32 constant. */
    public int floats(String tensorName, Shape shape, float... values) {
        return tensor(Tensor.constant(tensorName, shape, values));
    }

    /** An int8 constant. */
    public int int8Constant(String tensorName, Shape shape, Quantization quantization, byte... values) {
        return constant(tensorName, DataType.INT8, quantization, ByteBuffer.wrap(values), shape.dims());
    }

    /** An int32 constant of one dimension. */
    public int int32Constant(String tensorName, Quantization quantization, int... values) {
        return constant(tensorName, DataType.INT32, quantization, bytes(values), values.length);
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer data = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(values);
        return data;
    }

    /** A constant of any type. */
    public int constant(String tensorName, DataType type, Quantization quantization, ByteBuffer data, int... dims) {
        return tensor(new Tensor(tensorName, type, Shape.of(dims), quantization, data));
    }

    /** Any tensor that is no input. */
    public int tensor(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    /** Adds an operator. */
    public GraphBuilder add(Operator operator) {
        operators.add(operator);
        return this;
    }

    /** Adds an operator and returns the tensor that it writes. */
    public int apply(Operator operator) {
        add(operator);
        return operator.output();
    }

    /** How many tensors there are. */
    public int size() {
        return tensors.size();
    }

    /** A tensor that is there already. */
    public Tensor tensor(int index) {
        return tensors.get(index);
    }

    /** The shape of a tensor that is there already. */
    public Shape shape(int index) {
        return tensor(index).shape();
    }

    /** The inputs so far. */
    public List<Integer> inputs() {
        return List.copyOf(inputs);
    }

    /** The operators so far. */
    public List<Operator> operators() {
        return List.copyOf(operators);
    }

    /** The graph. */
    public Graph build(Integer... outputs) {
        return build(List.of(outputs));
    }

    /** The graph. */
    public Graph build(List<Integer> outputs) {
        return new Graph(name, tensors, operators, inputs, outputs);
    }

    /** The graph of one operator more, whose outputs come out. */
    public Graph graph(Operator operator) {
        return add(operator).build(operator.outputs());
    }
}
