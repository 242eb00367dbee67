// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.graph.Operator;
import io.lanewise.tensor.Quantization;
import io.lanewise.tflite.FileTables;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.BuiltinOptionsUnion;
import io.lanewise.tflite.schema.FullyConnectedOptionsT;
import io.lanewise.tflite.schema.MetadataT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.QuantizationParametersT;
import io.lanewise.tflite.schema.SubGraphT;
import io.lanewise.tflite.schema.TensorT;
import io.lanewise.tflite.schema.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Puts a new dense layer into a file, in the place of the old one. All else that the file says stays: operators, names,
 * scales, signatures; what stood between new features and the old layer goes, and so does the description of the old
 * classes.
 */
final class HeadReplacement {
    /** TFLite's description of inputs, outputs and the names of the classes, which are others now. */
    private static final String DESCRIPTION = "TFLITE_METADATA";

    private static final int WEIGHTS = 1;
    private static final int BIAS = 2;

    private final FileTables tables;
    private final SubGraphT subgraph;
    private final Head head;
    private final IntegerLayer layer;

    private HeadReplacement(FileTables tables, Head head, IntegerLayer layer) {
        this.tables = tables;
        this.subgraph = tables.model().getSubgraphs()[0];
        this.head = head;
        this.layer = layer;
    }

    /**
     * The bytes of the file with the layer.
     *
     * @param head of the graph that {@code file} holds
     * @param file the content of a {@code .tflite} file of one subgraph
     */
    static ByteBuffer apply(Head head, ByteBuffer file, IntegerLayer layer) {
        HeadReplacement replacement =
                new HeadReplacement(FileTables.read(head.graph().name(), file), head, layer);
        replacement.replaceLayer();
        replacement.dropDescription();
        replacement.resize(head.dense().output());
        replacement.logits().setQuantization(quantization(layer.logits()));
        head.tail().stream().map(Operator::output).forEach(replacement::resize);
        return UnneededTables.drop(replacement.tables).encode();
    }

    private void dropDescription() {
        tables.model()
                .setMetadata(Stream.of(tables.model().getMetadata())
                        .filter(metadata -> !DESCRIPTION.equals(metadata.getName()))
                        .toArray(MetadataT[]::new));
    }

    private TensorT logits() {
        return subgraph.getTensors()[head.dense().output()];
    }

    private void replaceLayer() {
        OperatorT dense = Stream.of(subgraph.getOperators())
                .filter(operator -> operator.getOutputs()[0] == head.dense().output())
                .findFirst()
                .orElseThrow();
        // Features of other dimensions than the old layer's are taken as one row.
        FullyConnectedOptionsT options = new FullyConnectedOptionsT();
        options.setKeepNumDims(
                head.dense().keepDims() && head.features() == head.dense().input());
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(BuiltinOptions.FullyConnectedOptions);
        union.setValue(options);
        dense.setBuiltinOptions(union);
        int[] inputs = Arrays.copyOf(dense.getInputs(), BIAS + 1);
        String name = subgraph.getTensors()[inputs[WEIGHTS]].getName();
        inputs[0] = head.features();
        inputs[WEIGHTS] = add(
                name,
                TensorType.INT8,
                new int[] {layer.classes(), layer.features()},
                layer.weightScales(),
                ByteBuffer.wrap(layer.weights()));
        ByteBuffer bias = ByteBuffer.allocate(Integer.BYTES * layer.classes()).order(ByteOrder.LITTLE_ENDIAN);
        bias.asIntBuffer().put(layer.bias());
        inputs[BIAS] = add(name + "/bias", TensorType.INT32, new int[] {layer.classes()}, layer.biasScales(), bias);
        dense.setInputs(inputs);
    }

    /** Appends a constant of zero point 0 with a scale, or with one for each slice of its first dimension. */
    private int add(String name, byte type, int[] shape, float[] scales, ByteBuffer data) {
        TensorT tensor = new TensorT();
        tensor.setName(name);
        tensor.setType(type);
        tensor.setShape(shape);
        tensor.setQuantization(quantization(scales, new long[scales.length]));
        tensor.setBuffer(tables.constants().size());
        tables.constants().add(data);
        TensorT[] tensors = Arrays.copyOf(subgraph.getTensors(), subgraph.getTensors().length + 1);
        tensors[tensors.length - 1] = tensor;
        subgraph.setTensors(tensors);
        return tensors.length - 1;
    }

    private static QuantizationParametersT quantization(Quantization perTensor) {
        return quantization(new float[] {perTensor.scale()}, new long[] {perTensor.zeroPoint()});
    }

    private static QuantizationParametersT quantization(float[] scales, long[] zeroPoints) {
        QuantizationParametersT quantization = new QuantizationParametersT();
        quantization.setScale(scales);
        quantization.setZeroPoint(zeroPoints);
        return quantization;
    }

    /** Gives a tensor behind the layer as many values as there are classes. */
    private void resize(int index) {
        TensorT tensor = subgraph.getTensors()[index];
        tensor.getShape()[tensor.getShape().length - 1] = layer.classes();
        int[] signature = tensor.getShapeSignature();
        if (signature != null && signature.length > 0) {
            signature[signature.length - 1] = layer.classes();
        }
    }
}
