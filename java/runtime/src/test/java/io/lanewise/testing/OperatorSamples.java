// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The samples of all families. A test fails if a kind of operator, a function or a form is missing. */
public final class OperatorSamples {

    private OperatorSamples() {}

    /** Every sample. */
    public static Stream<OperatorSample> all() {
        return Stream.of(
                        ConvolutionSamples.all(),
                        MatMulSamples.all(),
                        PoolingSamples.all(),
                        ReductionSamples.all(),
                        ElementwiseSamples.all(),
                        ActivationSamples.all(),
                        ConversionSamples.all(),
                        MovementSamples.all(),
                        CustomSamples.all())
                .flatMap(List::stream);
    }

    /** Those that compute in a form. */
    public static Stream<OperatorSample> of(Form form) {
        return all().filter(sample -> sample.forms().contains(form));
    }

    /** Those whose ONNX file is read as the same form again. */
    public static Stream<OperatorSample> ofOnnx(Form form) {
        return of(form).filter(sample -> sample.again().contains(form));
    }

    /** One graph of an operator from each sample, side by side. */
    public static Graph sideBySide(Form form, Stream<OperatorSample> samples) {
        GraphBuilder graph = new GraphBuilder("samples in " + form);
        List<Integer> outputs = new ArrayList<>();
        samples.forEach(sample -> outputs.add(append(graph, sample.draw(0, form).graph(), sample.name() + '/')));
        return graph.build(outputs);
    }

    private static int append(GraphBuilder graph, Graph part, String prefix) {
        int first = graph.size();
        for (int i = 0; i < part.tensors().size(); i++) {
            Tensor tensor = part.tensor(i);
            if (part.inputs().contains(i)) {
                graph.input(
                        prefix + tensor.name(),
                        tensor.type(),
                        tensor.quantization(),
                        tensor.shape().dims());
            } else {
                graph.tensor(new Tensor(
                        prefix + tensor.name(), tensor.type(), tensor.shape(), tensor.quantization(), tensor.data()));
            }
        }
        part.operators().forEach(operator -> graph.add(operator.remap(i -> i + first)));
        return part.outputs().get(0) + first;
    }

    /** Those of int8. */
    public static Stream<OperatorSample> int8() {
        return of(Form.INT8);
    }

    /** Those of int8 that ONNX has, too. */
    public static Stream<OperatorSample> int8InOnnx() {
        return ofOnnx(Form.INT8);
    }

    /** Those of int16 that ONNX has, too. */
    public static Stream<OperatorSample> int16InOnnx() {
        return ofOnnx(Form.INT16);
    }
}
