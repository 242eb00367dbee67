// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.quantization.Int16;
import io.lanewise.quantization.Int8;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Makes every tensor with a quantization int8 or int16, and weights and biases of the operators integers, too. */
final class ConvertTensors {

    /** A constant in one quantized form; operators that need the same form share the tensor. */
    private record Form(int constant, DataType type, Quantization quantization) {}

    private final Graph graph;
    private final QuantizedEditor editor;
    private final Map<Form, Integer> forms = new HashMap<>();

    private ConvertTensors(QuantizedModel model) {
        this.graph = model.graph();
        this.editor = new QuantizedEditor(model);
    }

    static QuantizedModel apply(QuantizedModel model) {
        ConvertTensors pass = new ConvertTensors(model);
        Graph graph = model.graph();
        for (int i = 0; i < graph.tensors().size(); i++) {
            Tensor tensor = graph.tensor(i);
            if (tensor.quantization() != null) {
                DataType type = pass.type(i);
                ByteBuffer data = tensor.isConstant() ? values(tensor, type) : null;
                pass.editor.replace(i, new Tensor(tensor.name(), type, tensor.shape(), tensor.quantization(), data));
            }
        }
        for (Operator operator : graph.operators()) {
            Operator converted = pass.convert(operator);
            pass.editor.add(converted instanceof Quantize quantize ? pass.throughFloat(quantize) : converted);
        }
        return pass.editor.model();
    }

    /** The releases of TFLite up to 2.21 widen no int8 to int16, so a DEQUANTIZE comes before. */
    private Quantize throughFloat(Quantize quantize) {
        Tensor tensor = editor.tensor(quantize.input());
        if (tensor.type() != DataType.INT8 || editor.tensor(quantize.output()).type() != DataType.INT16) {
            return quantize;
        }
        int real = editor.add(
                new Tensor(tensor.name() + "/float", DataType.FLOAT32, tensor.shape(), null, null),
                quantize.input(),
                editor.scheme(quantize.input()).with(SchemeArithmetic.FLOAT32, false));
        editor.add(new Dequantize(quantize.input(), real));
        return new Quantize(real, quantize.output());
    }

    private DataType type(int tensor) {
        return editor.scheme(tensor).arithmetic() == SchemeArithmetic.INT16 ? DataType.INT16 : DataType.INT8;
    }

    private static ByteBuffer values(Tensor constant, DataType type) {
        float[] floats = constant.floats();
        Quantization quantization = constant.quantization();
        ByteBuffer values = ByteBuffer.allocate(floats.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : floats) {
            if (type == DataType.INT16) {
                values.putShort(Int16.quantize(value, quantization.scale()));
            } else {
                values.put(Int8.quantize(value, quantization.scale(), quantization.zeroPoint()));
            }
        }
        return values.flip();
    }

    private Operator convert(Operator operator) {
        if (!editor.scheme(operator).arithmetic().isInteger()) {
            return operator;
        }
        if (operator instanceof WeightedOperator o) {
            int weights = weights(o);
            return o.with(o.input(), weights, bias(o.input(), weights, o.bias()), o.output(), o.activation());
        }
        return operator;
    }

    /** The integer form of an operator's weights. */
    private int weights(WeightedOperator operator) {
        Tensor tensor = graph.tensor(operator.weights());
        WeightScheme scheme = editor.scheme(operator).weights();
        boolean int4 = operator.takesInt4Weights(type(operator.output()));
        WeightScheme.Type type = int4 ? scheme.type() : WeightScheme.Type.INT8;
        int axis = scheme.granularity().isPerChannel(operator) ? operator.channelAxis() : -1;
        WeightQuantizer quantizer = StoredWeights.quantizer(tensor, type, axis);
        if (operator.bias() >= 0) {
            float inputScale = graph.tensor(operator.input()).quantization().scale();
            quantizer.fitBias(graph.tensor(operator.bias()).floats(), inputScale);
            requireFinite(operator, quantizer.scales(), inputScale);
        }
        return form(operator.weights(), StoredWeights.of(tensor, quantizer, type, axis));
    }

    private void requireFinite(WeightedOperator operator, float[] scales, float inputScale) {
        for (int c = 0; c < scales.length; c++) {
            if (!Float.isFinite(scales[c])) {
                throw new ModelException(
                        graph.name(),
                        operator.kind() + " \""
                                + graph.tensor(operator.output()).name()
                                + "\": the bias of output channel " + c
                                + " does not fit int32: the values of its input "
                                + graph.tensor(operator.input()) + " are so small (scale " + inputScale
                                + ") that no weight"
                                + " scale suits both; leave the operator float");
            }
        }
    }

    /** The int32 or int64 form of a bias; {@code weights} is the converted tensor. */
    private int bias(int input, int weights, int bias) {
        if (bias < 0) {
            return bias;
        }
        Quantization quantization = BiasQuantizer.quantization(
                graph.tensor(input).quantization().scale(),
                editor.tensor(weights).quantization());
        Tensor tensor = graph.tensor(bias);
        float[] floats = tensor.floats();
        if (type(input) == DataType.INT16) {
            long[] values = BiasQuantizer.longValues(floats, quantization);
            ByteBuffer data = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
            data.asLongBuffer().put(values);
            return form(bias, new Tensor(tensor.name(), DataType.INT64, tensor.shape(), quantization, data));
        }
        int[] values = BiasQuantizer.values(floats, quantization);
        ByteBuffer data = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(values);
        return form(bias, new Tensor(tensor.name(), DataType.INT32, tensor.shape(), quantization, data));
    }

    private int form(int constant, Tensor converted) {
        return forms.computeIfAbsent(
                new Form(constant, converted.type(), converted.quantization()),
                form -> editor.add(converted, constant));
    }
}
