// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.BuiltinOptionsUnion;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.PadV2OptionsT;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

/**
 * A max pool whose padding is neither SAME nor VALID, in the words of TFLite: PADV2 with the type's lowest value,
 * which no maximum is, and a pool without padding. The reader makes one operator of them again.
 */
final class PaddedMaxPool {
    private final Graph graph;
    private final TensorTable tensors;
    private final OperatorCodes codes;
    private final OperatorEncoder encoder;

    PaddedMaxPool(Encoding encoding, OperatorEncoder encoder) {
        this.graph = encoding.graph();
        this.tensors = encoding.tensors();
        this.codes = encoding.codes();
        this.encoder = encoder;
    }

    boolean isNeeded(Operator operator) {
        return operator instanceof MaxPool2d pool
                && PaddingScheme.of(pool.window(), graph.tensor(pool.input()).shape())
                        .isEmpty();
    }

    Stream<OperatorT> encode(MaxPool2d pool) {
        Tensor image = graph.tensor(pool.input());
        Window window = pool.window();
        String name = graph.tensor(pool.output()).name();
        Shape shape = ExplicitPadding.padded(image.shape(), window);
        int padded = tensors.add(new Tensor(name + "/pad", image.type(), shape, image.quantization(), null));
        int paddings = tensors.add(
                name + "/pad/paddings",
                Shape.of(4, 2),
                0,
                0,
                window.paddingTop(),
                window.paddingBottom(),
                window.paddingLeft(),
                window.paddingRight(),
                0,
                0);
        int lowest = tensors.add(
                new Tensor(name + "/pad/lowest", image.type(), Shape.of(1), image.quantization(), lowest(image)));
        OperatorT pad = new OperatorT();
        pad.setOpcodeIndex(codes.index(BuiltinOperator.PADV2, version(image)));
        pad.setInputs(new int[] {pool.input(), paddings, lowest});
        pad.setOutputs(new int[] {padded});
        BuiltinOptionsUnion options = new BuiltinOptionsUnion();
        options.setType(BuiltinOptions.PadV2Options);
        options.setValue(new PadV2OptionsT());
        pad.setBuiltinOptions(options);
        OperatorT bare = encoder.encode(
                new MaxPool2d(pool.input(), pool.output(), PaddingScheme.valid(window), pool.activation()));
        bare.setInputs(new int[] {padded});
        return Stream.of(pad, bare);
    }

    /** By the rules of {@link OperatorEncoder}. */
    private static int version(Tensor image) {
        return image.type() == DataType.INT16 ? 3 : image.type() == DataType.INT8 ? 2 : 1;
    }

    private static ByteBuffer lowest(Tensor image) {
        ByteBuffer value = ByteBuffer.allocate(image.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (image.type()) {
            case FLOAT32 -> value.putFloat(-Float.MAX_VALUE);
            case INT16 -> value.putShort(Short.MIN_VALUE);
            case INT8 -> value.put(Byte.MIN_VALUE);
            default -> throw new IllegalArgumentException("no MAX_POOL_2D of " + image);
        }
        return value.flip();
    }
}
