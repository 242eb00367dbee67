// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.custom;

import io.lanewise.custom.CustomOperator;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.custom.RunCustom;
import io.lanewise.operators.Lowering;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * An operator that an implementation of {@link CustomOperator} computes, in Java.
 *
 * @param options as the file has them
 */
public record Custom(CustomOperator implementation, ByteBuffer options, List<Integer> inputs, List<Integer> outputs)
        implements Operator {

    public Custom {
        options = options.slice().asReadOnlyBuffer();
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** As the file has them, from position 0. */
    @Override
    public ByteBuffer options() {
        return options.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public Custom remap(IntUnaryOperator map) {
        return new Custom(
                implementation,
                options,
                inputs.stream().map(map::applyAsInt).toList(),
                outputs.stream().map(map::applyAsInt).toList());
    }

    @Override
    public String kind() {
        return implementation.name();
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor tensor = graph.tensor(inputs.get(i));
            tensors.add(new Tensor(tensor.name(), tensor.type(), shapes.get(i), tensor.quantization(), tensor.data()));
        }
        return implementation.outputShapes(options(), tensors);
    }

    /** The implementation sees the types of the file. */
    @Override
    public void lower(Lowering lowering) {
        List<Integer> read = inputs.stream().map(lowering::asInFile).toList();
        List<Tensor> from = read.stream().map(lowering.tensors()::get).toList();
        List<Shape> shapes = implementation.outputShapes(options(), from);
        Require.that(shapes.size() == outputs.size(), "has %s outputs instead of %s", outputs.size(), shapes.size());
        List<Tensor> to = outputs.stream().map(lowering::tensor).toList();
        for (int i = 0; i < shapes.size(); i++) {
            Require.that(!lowering.isUnsigned(outputs.get(i)), "output %s: uint8 is not supported", to.get(i));
            Require.outputDims(to.get(i), shapes.get(i).dims());
        }
        lowering.emit(new RunCustom(implementation, options(), from, to), read, outputs);
    }

    @Override
    public long macs(Graph graph) {
        return 0;
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }
}
