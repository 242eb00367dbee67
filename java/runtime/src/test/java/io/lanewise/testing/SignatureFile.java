// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.ModelT;
import io.lanewise.tflite.schema.SignatureDefT;
import io.lanewise.tflite.schema.SubGraphT;
import io.lanewise.tflite.schema.SubOptionsT;
import io.lanewise.tflite.schema.TensorMapT;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A file of two signatures: {@code less} is left - right, and {@code more} right - left, of four floats. */
public final class SignatureFile {

    private SignatureFile() {}

    public static ByteBuffer bytes() {
        return bytes(model -> {});
    }

    /** The file after a last change to the model. */
    public static ByteBuffer bytes(Consumer<ModelT> change) {
        return difference(0, 1).bytes(model -> {
            ModelT[] other = new ModelT[1];
            difference(1, 0).bytes(made -> other[0] = made);
            model.setSubgraphs(new SubGraphT[] {model.getSubgraphs()[0], other[0].getSubgraphs()[0]});
            model.setSignatureDefs(new SignatureDefT[] {signature("less", 0), signature("more", 1)});
            change.accept(model);
        });
    }

    private static ModelFile difference(int first, int second) {
        ModelFile file = new ModelFile();
        int left = file.floats("serving_left:0", 1, 4);
        int right = file.floats("serving_right:0", 1, 4);
        int result = file.floats("PartitionedCall:0", 1, 4);
        return file.operator(
                        BuiltinOperator.SUB,
                        1,
                        BuiltinOptions.SubOptions,
                        new SubOptionsT(),
                        new int[] {first, second},
                        result)
                .inputs(left, right)
                .outputs(result);
    }

    /** Names in another order than the tensors'. */
    private static SignatureDefT signature(String key, int subgraph) {
        SignatureDefT signature = new SignatureDefT();
        signature.setSignatureKey(key);
        signature.setSubgraphIndex(subgraph);
        signature.setInputs(new TensorMapT[] {name("right", 1), name("left", 0)});
        signature.setOutputs(new TensorMapT[] {name("difference", 2)});
        return signature;
    }

    private static TensorMapT name(String name, int tensor) {
        TensorMapT map = new TensorMapT();
        map.setName(name);
        map.setTensorIndex(tensor);
        return map;
    }
}
