// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.tflite.flatbuffers.FlatBufferBuilder;
import io.lanewise.tflite.schema.BlockwiseQuantizationT;
import io.lanewise.tflite.schema.BufferT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.BuiltinOptions2;
import io.lanewise.tflite.schema.BuiltinOptions2Union;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.ModelT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.QuantizationDetails;
import io.lanewise.tflite.schema.QuantizationDetailsUnion;
import io.lanewise.tflite.schema.QuantizationParametersT;
import io.lanewise.tflite.schema.SignatureDefT;
import io.lanewise.tflite.schema.StableHLOCompositeOptionsT;
import io.lanewise.tflite.schema.SubGraphT;
import io.lanewise.tflite.schema.TensorMapT;
import io.lanewise.tflite.schema.TensorT;
import io.lanewise.tflite.schema.TensorType;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The numbers of the format, at both ends and in between, and that all of a model is read as it was written. */
class SchemaTest {

    @Test
    void operatorsHaveTheFormatsCodes() {
        assertEquals(210, BuiltinOperator.names.length);
        assertEquals(0, BuiltinOperator.ADD);
        assertEquals(32, BuiltinOperator.CUSTOM);
        assertEquals(67, BuiltinOperator.TRANSPOSE_CONV);
        assertEquals(127, BuiltinOperator.PLACEHOLDER_FOR_GREATER_OP_CODES);
        assertEquals(161, BuiltinOperator.RIGHT_SHIFT);
        assertEquals(162, BuiltinOperator.STABLEHLO_LOGISTIC);
        assertEquals(202, BuiltinOperator.STABLEHLO_TRANSPOSE);
        assertEquals(203, BuiltinOperator.DILATE);
        assertEquals(206, BuiltinOperator.STABLEHLO_COMPOSITE);
        assertEquals(209, BuiltinOperator.STABLEHLO_CASE);
        for (int code = 0; code < BuiltinOperator.names.length; code++) {
            assertEquals(BuiltinOperator.name(code), BuiltinOperator.names[code]);
        }
    }

    @Test
    void optionsAndTypesHaveTheFormatsNumbers() {
        assertEquals(127, BuiltinOptions.names.length);
        assertEquals(1, BuiltinOptions.Conv2DOptions);
        assertEquals(49, BuiltinOptions.TransposeConvOptions);
        assertEquals(101, BuiltinOptions.BatchMatMulOptions);
        assertEquals(126, BuiltinOptions.RightShiftOptions);
        assertEquals(24, BuiltinOptions2.names.length);
        assertEquals(18, BuiltinOptions2.DilateOptions);
        assertEquals(21, BuiltinOptions2.StableHLOCompositeOptions);
        assertEquals(23, BuiltinOptions2.StablehloCaseOptions);
        assertEquals(17, TensorType.INT4);
        assertEquals(19, TensorType.INT2);
        assertEquals(20, TensorType.UINT4);
        assertEquals(22, TensorType.FLOAT8_E5M2);
    }

    @Test
    void everyPartOfAModelComesBack() {
        ModelT read = read(written(model()));
        assertEquals(1L << 40, read.getBuffers()[0].getOffset());
        assertEquals("serve", read.getSignatureDefs()[0].getSignatureKey());
        assertEquals("image", read.getSignatureDefs()[0].getInputs()[0].getName());
        assertEquals(1, read.getSignatureDefs()[0].getSubgraphIndex());
        OperatorT operator = read.getSubgraphs()[1].getOperators()[0];
        assertEquals(
                "l2_norm",
                operator.getBuiltinOptions2().asStableHLOCompositeOptions().getName());
        assertEquals(-1, operator.getDebugMetadataIndex());
        QuantizationParametersT scales = read.getSubgraphs()[0].getTensors()[0].getQuantization();
        assertEquals(32, scales.getDetails().asBlockwiseQuantization().getBlockSize());

        // Lists that were not there come back empty, so that the first file is smaller.
        byte[] again = written(read);
        assertArrayEquals(again, written(read(again)));
    }

    private static byte[] written(ModelT model) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        return builder.sizedByteArray();
    }

    private static ModelT read(byte[] file) {
        return Model.getRootAsModel(ByteBuffer.wrap(file)).unpack();
    }

    private static ModelT model() {
        BlockwiseQuantizationT blocks = new BlockwiseQuantizationT();
        blocks.setBlockSize(32);
        QuantizationDetailsUnion details = new QuantizationDetailsUnion();
        details.setType(QuantizationDetails.BlockwiseQuantization);
        details.setValue(blocks);
        QuantizationParametersT scales = new QuantizationParametersT();
        scales.setDetails(details);
        TensorT tensor = new TensorT();
        tensor.setType(TensorType.INT2);
        tensor.setShape(new int[] {4, 64});
        tensor.setQuantization(scales);
        SubGraphT first = new SubGraphT();
        first.setTensors(new TensorT[] {tensor});

        StableHLOCompositeOptionsT composite = new StableHLOCompositeOptionsT();
        composite.setName("l2_norm");
        BuiltinOptions2Union options = new BuiltinOptions2Union();
        options.setType(BuiltinOptions2.StableHLOCompositeOptions);
        options.setValue(composite);
        OperatorT operator = new OperatorT();
        operator.setBuiltinOptions2(options);
        SubGraphT second = new SubGraphT();
        second.setOperators(new OperatorT[] {operator});

        TensorMapT input = new TensorMapT();
        input.setName("image");
        SignatureDefT signature = new SignatureDefT();
        signature.setSignatureKey("serve");
        signature.setInputs(new TensorMapT[] {input});
        signature.setSubgraphIndex(1);
        BufferT buffer = new BufferT();
        buffer.setOffset(1L << 40);
        buffer.setSize(3);

        ModelT model = new ModelT();
        model.setVersion(3);
        model.setSubgraphs(new SubGraphT[] {first, second});
        model.setBuffers(new BufferT[] {buffer});
        model.setSignatureDefs(new SignatureDefT[] {signature});
        return model;
    }
}
