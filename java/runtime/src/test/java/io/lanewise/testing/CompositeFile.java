// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.BuiltinOptions2;
import io.lanewise.tflite.schema.BuiltinOptions2Union;
import io.lanewise.tflite.schema.BuiltinOptionsUnion;
import io.lanewise.tflite.schema.ModelT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.StableHLOCompositeOptionsT;
import io.lanewise.tflite.schema.SubGraphT;
import io.lanewise.tflite.schema.SubOptionsT;
import io.lanewise.tflite.schema.TensorT;
import io.lanewise.tflite.schema.TensorType;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A file whose operators are composites, one in another: {@code y = inner(left - right) - left} with
 * {@code inner(z) = (1, 2, 3, 4) - z}. The outer one gives {@code left} back as a second result.
 */
public final class CompositeFile {
    private static final int SUB = 0;
    private static final int COMPOSITE = 1;

    private CompositeFile() {}

    public static ByteBuffer bytes() {
        return bytes(model -> {});
    }

    /** The file after a last change to the model: subgraph 1 is the outer decomposition, subgraph 2 the inner one. */
    public static ByteBuffer bytes(Consumer<ModelT> change) {
        ModelFile file = new ModelFile();
        int left = file.floats("left", 1, 4);
        int right = file.floats("right", 1, 4);
        int result = file.floats("result", 1, 4);
        int same = file.floats("same", 1, 4);
        int y = file.floats("y", 1, 4);
        long constant =
                file.buffer(new byte[] {0, 0, (byte) 0x80, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, (byte) 0x80, 64});
        SubOptionsT options = new SubOptionsT();
        file.operator(BuiltinOperator.SUB, 1, BuiltinOptions.SubOptions, options, new int[] {left, right}, y);
        file.operator(BuiltinOperator.STABLEHLO_COMPOSITE, 1, (byte) 0, null, new int[] {left}, result);
        return file.inputs(left, right).outputs(y, same).bytes(model -> {
            SubGraphT main = model.getSubgraphs()[0];
            main.setOperators(new OperatorT[] {
                composite(1, new int[] {left, right}, result, same), subtract(result, same, y)
            });
            SubGraphT outer = subgraph(4, new int[] {1, 0}, new int[] {3, 1});
            outer.setOperators(new OperatorT[] {subtract(1, 0, 2), composite(2, new int[] {2}, 3)});
            SubGraphT inner = subgraph(3, new int[] {0}, new int[] {2});
            inner.getTensors()[1].setBuffer(constant);
            inner.setOperators(new OperatorT[] {subtract(1, 0, 2)});
            model.setSubgraphs(new SubGraphT[] {main, outer, inner});
            change.accept(model);
        });
    }

    /** One of floats [1,4], named {@code inner0}, {@code inner1}, ... */
    public static SubGraphT subgraph(int tensors, int[] inputs, int[] outputs) {
        SubGraphT subgraph = new SubGraphT();
        subgraph.setTensors(IntStream.range(0, tensors)
                .mapToObj(i -> {
                    TensorT tensor = new TensorT();
                    tensor.setName("inner" + i);
                    tensor.setType(TensorType.FLOAT32);
                    tensor.setShape(new int[] {1, 4});
                    return tensor;
                })
                .toArray(TensorT[]::new));
        subgraph.setInputs(inputs);
        subgraph.setOutputs(outputs);
        return subgraph;
    }

    private static OperatorT subtract(int first, int second, int difference) {
        OperatorT operator = operator(SUB, new int[] {first, second}, difference);
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(BuiltinOptions.SubOptions);
        union.setValue(new SubOptionsT());
        operator.setBuiltinOptions(union);
        return operator;
    }

    /** An operator that a subgraph decomposes. */
    public static OperatorT composite(int subgraph, int[] inputs, int... outputs) {
        OperatorT operator = operator(COMPOSITE, inputs, outputs);
        StableHLOCompositeOptionsT options = new StableHLOCompositeOptionsT();
        options.setName("test.composite");
        options.setDecompositionSubgraphIndex(subgraph);
        // TFLite reads them without looking whether they are there.
        byte[] attributes = FlexOptions.of(new TreeMap<>(Map.of("version", 1)));
        options.setCompositeAttributes(IntStream.range(0, attributes.length)
                .map(i -> attributes[i] & 0xff)
                .toArray());
        BuiltinOptions2Union union = new BuiltinOptions2Union();
        union.setType(BuiltinOptions2.StableHLOCompositeOptions);
        union.setValue(options);
        operator.setBuiltinOptions2(union);
        return operator;
    }

    private static OperatorT operator(int code, int[] inputs, int... outputs) {
        OperatorT operator = new OperatorT();
        operator.setOpcodeIndex(code);
        operator.setInputs(inputs);
        operator.setOutputs(outputs);
        return operator;
    }
}
