// SPDX-License-Identifier: Apache-2.0
package io.lanewise.plan;

import io.lanewise.graph.Dequantize;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Tensor;
import io.lanewise.quantization.Int8;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Works out every DEQUANTIZE of an int8 constant and of indices of a codebook: weights that are only stored so. Tensors keep
 * their indices. int8 weights that a float operator reads directly are another thing, TFLite's dynamic range, and stay.
 */
public final class ConstantDequantization {
    private final String model;
    private final List<Tensor> tensors;

    private ConstantDequantization(Graph graph) {
        this.model = graph.name();
        this.tensors = new ArrayList<>(graph.tensors());
    }

    /**
     * The graph without such constants; the same graph if it has none.
     *
     * @throws ModelException if an index is beyond its codebook
     */
    public static Graph apply(Graph graph) {
        ConstantDequantization pass = new ConstantDequantization(graph);
        List<Operator> operators = new ArrayList<>();
        for (Operator operator : graph.operators()) {
            if (operator instanceof Dequantize dequantize && pass.isStored(dequantize.input())) {
                Tensor folded = pass.toFloat(dequantize.input());
                pass.tensors.set(dequantize.output(), folded);
            } else {
                operators.add(operator);
            }
        }
        return operators.equals(graph.operators()) ? graph
                : graph.with(pass.tensors, operators, graph.inputs(), graph.outputs());
    }

    private boolean isStored(int index) {
        Tensor tensor = tensors.get(index);
        return tensor.isConstant() && tensor.quantization() != null
                && (tensor.type() == DataType.INT8 || tensor.quantization().isCodebook());
    }

    private Tensor toFloat(int index) {
        Tensor tensor = tensors.get(index);
        if (tensor.quantization().isCodebook()) {
            return lookedUp(tensor);
        }
        Quantization quantization = tensor.quantization();
        ByteBuffer source = tensor.data();
        ByteBuffer floats = ByteBuffer.allocate(Math.multiplyExact(source.remaining(), Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        int inner = 1;
        for (int d = quantization.axis() + 1; quantization.isPerChannel() && d < tensor.shape().rank(); d++) {
            inner *= tensor.shape().dim(d);
        }
        for (int i = 0; source.hasRemaining(); i++) {
            int channel = i / inner % quantization.channels();
            floats.putFloat(Int8.dequantize(source.get(), quantization.scale(channel), quantization.zeroPoint(channel)));
        }
        return new Tensor(tensor.name(), DataType.FLOAT32, tensor.shape(), null, floats.flip());
    }

    private Tensor lookedUp(Tensor tensor) {
        float[] codebook = tensor.quantization().codebook();
        int elements = tensor.shape().elements();
        ByteBuffer data = tensor.data();
        byte[] packed = tensor.type() == DataType.INT4 ? PackedInt4.unpack(data, elements) : null;
        ByteBuffer floats = ByteBuffer.allocate(Math.multiplyExact(elements, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            int entry = packed == null ? data.get(i) & 0xff : packed[i] + 8;
            if (entry >= codebook.length) {
                throw new ModelException(model, tensor + " names entry " + entry + " of " + tensor.quantization());
            }
            floats.putFloat(codebook[entry]);
        }
        return new Tensor(tensor.name(), DataType.FLOAT32, tensor.shape(), null, floats.flip());
    }
}
