// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.BuiltinOptionsUnion;
import io.lanewise.tflite.schema.CastOptionsT;
import io.lanewise.tflite.schema.DequantizeOptionsT;
import io.lanewise.tflite.schema.GatherOptionsT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.TensorT;
import io.lanewise.tflite.schema.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

/**
 * The lookup of weights in a codebook in the words of TFLite: GATHER of a float table by int32 indices, which a CAST
 * makes of uint8, or a DEQUANTIZE (to 0 to 15) and a CAST of int4. TFLite does so in every run, with 8 bytes of memory
 * for a weight; this project's runtime once, when a model is loaded.
 */
final class CodebookEncoder {
    /** Of int4 indices: -8 is entry 0. */
    private static final Quantization INDEX = Quantization.perTensor(1, -8);

    private final Graph graph;
    private final TensorTable tensors;
    private final OperatorCodes codes;

    CodebookEncoder(Graph graph, TensorTable tensors, OperatorCodes codes) {
        this.graph = graph;
        this.tensors = tensors;
        this.codes = codes;
    }

    /** Gives a tensor of indices the quantization that its file has. */
    static void describe(Tensor indices, TensorT written) {
        if (indices.type() == DataType.INT4) {
            written.setQuantization(TensorTable.quantization(INDEX));
        }
    }

    boolean isLookup(Operator operator) {
        return operator instanceof Dequantize dequantize
                && graph.tensor(dequantize.input()).quantization() != null
                && graph.tensor(dequantize.input()).quantization().isCodebook();
    }

    Stream<OperatorT> encode(Dequantize lookup) {
        Tensor stored = graph.tensor(lookup.input());
        Stream.Builder<OperatorT> operators = Stream.builder();
        int small = lookup.input();
        if (stored.type() == DataType.INT4) {
            small = tensors.add(new Tensor(stored.name() + "/real", DataType.FLOAT32, stored.shape(), null, null));
            operators.add(operator(
                    BuiltinOperator.DEQUANTIZE,
                    6,
                    BuiltinOptions.DequantizeOptions,
                    new DequantizeOptionsT(),
                    small,
                    lookup.input()));
        }
        int wide = tensors.add(new Tensor(stored.name() + "/index", DataType.INT32, stored.shape(), null, null));
        CastOptionsT cast = new CastOptionsT();
        cast.setInDataType(stored.type() == DataType.INT4 ? TensorType.FLOAT32 : TensorType.UINT8);
        cast.setOutDataType(TensorType.INT32);
        operators.add(operator(BuiltinOperator.CAST, 1, BuiltinOptions.CastOptions, cast, wide, small));
        operators.add(operator(
                BuiltinOperator.GATHER,
                1,
                BuiltinOptions.GatherOptions,
                new GatherOptionsT(),
                lookup.output(),
                table(stored),
                wide));
        return operators.build();
    }

    private int table(Tensor stored) {
        float[] codebook = stored.quantization().codebook();
        ByteBuffer data = ByteBuffer.allocate(Float.BYTES * codebook.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(codebook);
        return tensors.add(
                new Tensor(stored.name() + "/codebook", DataType.FLOAT32, Shape.of(codebook.length), null, data));
    }

    private OperatorT operator(int code, int version, byte optionsType, Object options, int output, int... inputs) {
        OperatorT written = new OperatorT();
        written.setOpcodeIndex(codes.index(code, version));
        written.setInputs(inputs);
        written.setOutputs(new int[] {output});
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(optionsType);
        union.setValue(options);
        written.setBuiltinOptions(union);
        return written;
    }
}
